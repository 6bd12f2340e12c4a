import { type MappedEvent, MillraceError, type RowMap } from '../../definition/index.js';
import { UsageError } from '../problem.js';
import { counted } from '../terminal.js';
import { EventHeap } from './event-heap.js';
import type { LineSink } from './line-sink.js';
import { Refusals } from './refusals.js';

/** So many rows without one event: the map or the type does not fit the file. */
const HOPELESS_ROWS = 1000;

/**
 * Rows to events, in an order that is a function of the file alone: row after row, and before each row the announced events that
 * fall due by its time, by (time, line); what is due after the last row comes at the end. Sorted, all of them come by (time, line).
 */
export class RowEvents {
  readonly refusals = new Refusals();
  private readonly upcoming = new EventHeap();
  private order = 0;
  private hopeful = false;

  constructor(private readonly sorted: boolean) {}

  /** Takes one row, from a line of the file. */
  take(row: Readonly<Record<string, string>>, line: number, map: RowMap, sink: LineSink): void {
    try {
      for (const event of map.apply(row, line)) this.add(event, line, sink);
      this.hopeful = true;
    } catch (error) {
      if (!(error instanceof MillraceError) || error.kind === 'fatal') throw error;
      this.refuse(line, error.code, error.message);
    }
  }

  refuse(line: number, code: string, message: string): void {
    this.refusals.add({ line, code, message });
    if (this.hopeful || this.refusals.count < HOPELESS_ROWS) return;
    const [first] = this.refusals.first;
    throw new UsageError(
      `none of the first ${counted(HOPELESS_ROWS, 'row')} is an event; line ${first.line}: ${first.message}: say with --map how the rows become events`,
    );
  }

  end(sink: LineSink): void {
    this.due(Infinity, sink);
  }

  private add(event: MappedEvent, line: number, sink: LineSink): void {
    if (this.sorted || event.afterUs > 0) {
      this.upcoming.push({ timeUs: event.timeUs, order: this.order++, fileLine: line, text: lineOf(event) });
      return;
    }
    if (this.upcoming.firstUs <= event.timeUs) this.due(event.timeUs, sink);
    sink.push(sink.wanted ? lineOf(event) : '', line);
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
