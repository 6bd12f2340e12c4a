import type { LogRecord } from '../ports/log.port.js';

/** Characters of bodies kept a log. */
const KEPT_CHARACTERS = 16 * 1024 * 1024;

/** However an adapter names a log. */
type LogKey = number | string;

interface Recent {
  records: LogRecord[];
  characters: number;
  readonly waiting: Set<() => void>;
}

/**
 * The newest records of each log as they were appended by this process, so that a worker beside it need not ask the database for what
 * was in memory a moment ago. Only a dense run of positions is kept: when another process appended in between, the run starts anew.
 */
export class RecentRecords {
  private readonly logs = new Map<LogKey, Recent>();

  add(log: LogKey, record: LogRecord): void {
    const recent = this.of(log);
    const last = recent.records.at(-1);
    if (last && record.position <= last.position) return;
    if (last && record.position !== last.position + 1) {
      recent.records = [];
      recent.characters = 0;
    }
    recent.records.push(record);
    recent.characters += record.body.length;
    if (recent.characters > KEPT_CHARACTERS) this.dropOldHalf(recent);
  }

  /** Records from `from` on; undefined when they are not all here and the log itself must be asked. */
  read(log: LogKey, from: number, limit: number): LogRecord[] | undefined {
    const records = this.logs.get(log)?.records;
    if (!records || records.length === 0 || from < records[0].position || from > records[records.length - 1].position) return undefined;
    const start = from - records[0].position;
    return records.slice(start, start + limit);
  }

  wake(log: LogKey): void {
    const { waiting } = this.of(log);
    for (const resolve of waiting) resolve();
    waiting.clear();
  }

  /** Resolves at the next append of this process, at once when there is something already, or after `timeoutMs`. */
  changed(log: LogKey, position: number, timeoutMs: number): Promise<void> {
    const recent = this.of(log);
    const last = recent.records.at(-1);
    if (last && last.position >= position) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, timeoutMs);
      function done(): void {
        clearTimeout(timer);
        recent.waiting.delete(done);
        resolve();
      }
      recent.waiting.add(done);
    });
  }

  private dropOldHalf(recent: Recent): void {
    recent.records = recent.records.slice(recent.records.length >>> 1);
    recent.characters = recent.records.reduce((sum, record) => sum + record.body.length, 0);
  }

  private of(log: LogKey): Recent {
    let recent = this.logs.get(log);
    if (!recent) this.logs.set(log, (recent = { records: [], characters: 0, waiting: new Set() }));
    return recent;
  }
}
