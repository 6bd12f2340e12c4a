import { type InputFile, lineTexts } from './input-file.js';
import type { LineReader } from './line-reader.port.js';
import { type LineBatch, LineSink } from './line-sink.js';

const BATCH_LINES = 4000;
const BATCH_CHARACTERS = 4 * 1024 * 1024;

/**
 * The lines of a file that `sink` wants, gathered for requests. Where a batch ends has no meaning: lines carry their numbers.
 * @param readerOf makes the reader, once the beginning of the file shows what it is.
 */
export async function* lineBatches(input: InputFile, sink: LineSink, readerOf: (start: string) => LineReader): AsyncGenerator<LineBatch> {
  let reader: LineReader | undefined;
  for await (const text of lineTexts(input)) {
    reader ??= readerOf(text);
    reader.feed(text, sink);
    while (sink.full(BATCH_LINES, BATCH_CHARACTERS)) yield* batchOf(sink);
  }
  reader?.end(sink);
  while (sink.waiting > 0) yield* batchOf(sink);
}

function* batchOf(sink: LineSink): Generator<LineBatch> {
  const batch = sink.take(BATCH_LINES);
  if (batch) yield batch;
}
