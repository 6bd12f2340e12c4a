import type { LineSink } from './line-sink.js';
import type { Refusals } from './refusals.js';

/** Turns the text of a file into the lines that are sent. What it makes is a function of the text alone, however it is cut. */
export interface LineReader {
  /** The last segment of the path that the lines are posted to; absent: each line names its type. */
  readonly type?: string;
  /** Takes text that ends with a newline, or the last of the file. */
  feed(text: string, sink: LineSink): void;
  /** After the last text. */
  end(sink: LineSink): void;
  /** Rows that are no events. */
  readonly refusals: Refusals;
}
