import type { RowMap } from '../../definition/index.js';
import { UsageError } from '../problem.js';
import { CsvSplitter, delimiterOf } from './csv.js';
import type { LineReader } from './line-reader.js';
import type { LineSink } from './line-sink.js';
import { RowEvents } from './row-events.js';

/** The columns of a CSV file. */
export interface Header {
  /** Each once: see `uniqueNames`. */
  readonly columns: readonly string[];
  /** Names that stood more than once. */
  readonly repeated: readonly string[];
}

/** The events of a CSV file. */
export class CsvEvents implements LineReader {
  private readonly events: RowEvents;
  private splitter: CsvSplitter | undefined;
  private columns: readonly string[] | undefined;
  private map: RowMap | undefined;

  /** @param mapOf makes the map once the columns are known. */
  constructor(
    private readonly mapOf: (header: Header) => RowMap,
    sorted = false,
  ) {
    this.events = new RowEvents(sorted);
  }

  get refusals(): RowEvents['refusals'] {
    return this.events.refusals;
  }

  feed(text: string, sink: LineSink): void {
    this.splitter ??= new CsvSplitter(delimiterOf(text));
    this.splitter.feed(text);
    this.rows(this.splitter, sink, false);
  }

  end(sink: LineSink): void {
    if (this.splitter) this.rows(this.splitter, sink, true);
    this.events.end(sink);
  }

  private rows(splitter: CsvSplitter, sink: LineSink, ended: boolean): void {
    for (let fields = splitter.next(ended); fields !== undefined; fields = splitter.next(ended)) {
      if (this.columns !== undefined) this.row(this.columns, fields, splitter, sink);
      else {
        const header = readHeader(fields, splitter);
        this.columns = header.columns;
        this.map = this.mapOf(header);
      }
    }
  }

  private row(columns: readonly string[], fields: readonly string[], { line, fault }: CsvSplitter, sink: LineSink): void {
    if (fault !== undefined || fields.length !== columns.length) {
      this.events.refuse(line, 'malformed_row', fault ?? `the row has ${fields.length} fields, the first line names ${columns.length}`);
      return;
    }
    const row: Record<string, string> = {};
    for (let i = 0; i < columns.length; i++) row[columns[i]] = fields[i];
    this.events.take(row, line, this.map as RowMap, sink);
  }
}

/** Names of the columns. Error: UsageError where the line cannot be read. */
export function readHeader(fields: readonly string[], splitter: CsvSplitter): Header {
  if (splitter.fault !== undefined) throw new UsageError(`line ${splitter.line}, the header: ${splitter.fault}`);
  return uniqueNames(fields);
}

/** A column without a name (pandas writes its index so) is called `column_N`; one whose name stands before it already gets a number: `amount_2`. */
export function uniqueNames(fields: readonly string[]): Header {
  const columns: string[] = [];
  const taken = new Set<string>();
  const repeated: string[] = [];
  fields.forEach((field, i) => {
    const bare = field.trim();
    // No object of JavaScript keeps a text under this name.
    const name = bare === '' || bare === '__proto__' ? `column_${i + 1}` : bare;
    if (taken.has(name)) repeated.push(name);
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name}_${n}`;
    taken.add(unique);
    columns.push(unique);
  });
  return { columns, repeated };
}
