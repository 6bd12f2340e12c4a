import type { RowMap } from '../../definition/index.js';
import type { LineReader } from './line-reader.js';
import type { LineSink } from './line-sink.js';
import { RowEvents } from './row-events.js';

const MOST_DEPTH = 8;

/** NDJSON by a map: each line a row, whose columns are the object's members as texts. */
export class JsonRowEvents implements LineReader {
  private readonly events: RowEvents;
  private line = 0;

  constructor(
    private readonly map: RowMap,
    sorted = false,
  ) {
    this.events = new RowEvents(sorted);
  }

  get refusals(): RowEvents['refusals'] {
    return this.events.refusals;
  }

  feed(text: string, sink: LineSink): void {
    for (const line of text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n')) {
      this.line++;
      if (line.trim() === '') continue;
      const row = jsonRow(line);
      if (row) this.events.take(row, this.line, this.map, sink);
      else this.events.refuse(this.line, 'malformed', 'the line is no JSON object');
    }
  }

  end(sink: LineSink): void {
    this.events.end(sink);
  }
}

/**
 * The members of a JSON object as a row of texts: those of an inner object are named `outer_inner`, a list is its JSON, and null is no value.
 * Undefined where the line is no object.
 */
export function jsonRow(line: string): Record<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const row: Record<string, string> = {};
    flatten(value as Readonly<Record<string, unknown>>, '', 1, row);
    return row;
  } catch {
    return undefined;
  }
}

/** In ES2024, and in every Node since 20; the library types of ES2023 do not have it yet. */
function wellFormed(text: string): boolean {
  return (text as string & { isWellFormed(): boolean }).isWellFormed();
}

function flatten(object: Readonly<Record<string, unknown>>, prefix: string, depth: number, row: Record<string, string>): void {
  for (const [name, value] of Object.entries(object)) {
    const column = prefix + name;
    if (value === null || column === '__proto__' || !wellFormed(column)) continue;
    if (typeof value === 'object' && !Array.isArray(value) && depth < MOST_DEPTH)
      flatten(value as Readonly<Record<string, unknown>>, `${column}_`, depth + 1, row);
    else row[column] = typeof value === 'string' ? value : JSON.stringify(value);
  }
}
