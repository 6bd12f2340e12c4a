import type { MappedEvent, RowMap } from '../../definition/index.js';
import { MillraceError } from '../../definition/index.js';
import { UsageError } from '../problem.js';
import { counted } from '../terminal.js';
import { CsvSplitter } from './csv.js';
import { EventHeap } from './event-heap.js';
import type { LineReader } from './line-reader.js';
import type { LineSink } from './line-sink.js';
import { Refusals } from './refusals.js';

/** So many rows without one event: the map or the type does not fit the file. */
const HOPELESS_ROWS = 1000;

/**
 * The events of a CSV file, in an order that is a function of the file alone: row after row, and before each row the announced events that
 * fall due by its time, by (time, line); what is due after the last row comes at the end.
 */
export class CsvEvents implements LineReader {
  readonly refusals = new Refusals();
  private readonly splitter = new CsvSplitter();
  private readonly upcoming = new EventHeap();
  private columns: readonly string[] | undefined;
  private map: RowMap | undefined;
  private order = 0;
  private hopeful = false;

  /** @param mapOf makes the map once the columns are known. */
  constructor(private readonly mapOf: (columns: readonly string[]) => RowMap) {}

  feed(text: string, sink: LineSink): void {
    this.splitter.feed(text);
    this.rows(sink, false);
  }

  end(sink: LineSink): void {
    this.rows(sink, true);
    this.due(Infinity, sink);
  }

  private rows(sink: LineSink, ended: boolean): void {
    for (let fields = this.splitter.next(ended); fields !== undefined; fields = this.splitter.next(ended)) {
      if (this.columns !== undefined) this.row(this.columns, fields, sink);
      else this.map = this.mapOf((this.columns = header(fields, this.splitter)));
    }
  }

  private row(columns: readonly string[], fields: readonly string[], sink: LineSink): void {
    const { line, fault } = this.splitter;
    if (fault !== undefined || fields.length !== columns.length) {
      this.refuse(line, 'malformed_row', fault ?? `the row has ${fields.length} fields, the first line names ${columns.length}`);
      return;
    }
    const row: Record<string, string> = {};
    for (let i = 0; i < columns.length; i++) row[columns[i]] = fields[i];
    try {
      this.take((this.map as RowMap).apply(row), line, sink);
      this.hopeful = true;
    } catch (error) {
      if (!(error instanceof MillraceError) || error.kind === 'fatal') throw error;
      this.refuse(line, error.code, error.message);
    }
  }

  private refuse(line: number, code: string, message: string): void {
    this.refusals.add({ line, code, message });
    if (this.hopeful || this.refusals.count < HOPELESS_ROWS) return;
    const [first] = this.refusals.first;
    throw new UsageError(`none of the first ${counted(HOPELESS_ROWS, 'row')} is an event; line ${first.line}: ${first.message}`);
  }

  private take(events: readonly MappedEvent[], line: number, sink: LineSink): void {
    for (const event of events) {
      if (event.afterUs > 0) {
        this.upcoming.push({ timeUs: event.timeUs, order: this.order++, fileLine: line, text: lineOf(event) });
        continue;
      }
      if (this.upcoming.firstUs <= event.timeUs) this.due(event.timeUs, sink);
      sink.push(sink.wanted ? lineOf(event) : '', line);
    }
  }

  /** Hands on what is due up to a time. */
  private due(timeUs: number, sink: LineSink): void {
    while (this.upcoming.firstUs <= timeUs) {
      const event = this.upcoming.pop();
      if (!event) return;
      sink.push(event.text, event.fileLine);
    }
  }
}

function lineOf(event: MappedEvent): string {
  return JSON.stringify({ type: event.type, event: event.event });
}

/** Names of the columns. Throws UsageError where a row could not be told apart by them. */
function header(fields: readonly string[], splitter: CsvSplitter): readonly string[] {
  if (splitter.fault !== undefined) throw new UsageError(`line ${splitter.line}, the header: ${splitter.fault}`);
  const names = fields.map((field) => field.trim());
  names.forEach((name, i) => {
    if (name === '') throw new UsageError(`line ${splitter.line}: column ${i + 1} has no name; the first line of a CSV file names the columns`);
    if (names.indexOf(name) !== i) throw new UsageError(`line ${splitter.line}: two columns are named "${name}"`);
  });
  return names;
}
