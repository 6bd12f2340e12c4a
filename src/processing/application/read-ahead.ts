import type { LogReader, LogRecord } from '../../ingestion/index.js';

/** Reads a log slice by slice; after a whole one the next is read already, while the caller works on what it got. */
export class ReadAhead {
  private ahead: { readonly from: number; readonly records: Promise<LogRecord[]> } | undefined;

  constructor(
    private readonly log: string,
    private readonly partition: number,
  ) {}

  /** As `LogReader.read`. */
  async read(reader: LogReader, from: number, limit: number): Promise<LogRecord[]> {
    const { ahead } = this;
    this.ahead = undefined;
    let records = ahead?.from === from ? await ahead.records : [];
    // A slice that was not whole then may be by now.
    if (records.length < limit) records = await reader.read(this.log, this.partition, from, limit);
    if (records.length === limit) {
      const next = reader.read(this.log, this.partition, from + limit, limit);
      // Told to the one who asks for it, if anybody does.
      next.catch(() => undefined);
      this.ahead = { from: from + limit, records: next };
    }
    return records;
  }
}
