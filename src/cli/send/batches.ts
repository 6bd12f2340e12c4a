import { type InputFile, lineTexts } from './input-file.js';
import type { LineReader } from './line-reader.js';
import type { LineBatch, LineSink } from './line-sink.js';

const BATCH_LINES = 4000;
const BATCH_CHARACTERS = 4 * 1024 * 1024;

/**
 * The lines of a file that `sink` wants, gathered for requests. Where a batch ends has no meaning: lines carry their numbers.
 * @param readerOf makes the reader, once the beginning of the file shows what it is.
 * @param lines of a batch.
 */
export async function* lineBatches(input: InputFile, sink: LineSink, readerOf: (start: string) => LineReader, lines = BATCH_LINES): AsyncGenerator<LineBatch> {
  let reader: LineReader | undefined;
  for await (const text of lineTexts(input)) {
    reader ??= readerOf(text);
    reader.feed(text, sink);
    while (sink.full(lines, BATCH_CHARACTERS)) yield* batchOf(sink, lines);
  }
  reader?.end(sink);
  while (sink.waiting > 0) yield* batchOf(sink, lines);
}

function* batchOf(sink: LineSink, lines: number): Generator<LineBatch> {
  const batch = sink.take(lines);
  if (batch) yield batch;
}
