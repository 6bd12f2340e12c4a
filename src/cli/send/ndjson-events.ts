import type { LineReader } from './line-reader.js';
import type { LineSink } from './line-sink.js';
import { Refusals } from './refusals.js';

/** NDJSON goes on as it is, without the empty lines: the server checks each line and says what is wrong with it. */
export class NdjsonEvents implements LineReader {
  readonly refusals = new Refusals();
  private line = 0;

  /** @param type of every line; absent: each line is `{"type": ..., "event": ...}`. */
  constructor(readonly type?: string) {}

  feed(text: string, sink: LineSink): void {
    for (let start = 0; start < text.length;) {
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      this.line++;
      const line = text.slice(start, end).trim();
      if (line !== '') sink.push(line, this.line);
      start = end + 1;
    }
  }

  end(): void {
    // Nothing is kept back.
  }
}
