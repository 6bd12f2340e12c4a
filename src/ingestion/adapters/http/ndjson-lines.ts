const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Splits a stream into batches of lines in bounded memory: what is left of a line that is too long is cut to one byte more than
 * `limitBytes`, so that it is refused as too large and the rest of the stream goes on. Empty lines are kept, so that line numbers hold.
 */
export async function* lineBatches(stream: AsyncIterable<Buffer>, limitBytes: number, batchBytes: number): AsyncGenerator<Buffer[]> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let batch: Buffer[] = [];
  let bytes = 0;
  const keep = (piece: Buffer): void => {
    if (restBytes <= limitBytes) rest.push(piece.subarray(0, limitBytes + 1 - restBytes));
    restBytes += piece.length;
  };
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      let line = chunk.subarray(start, end);
      if (restBytes > 0) {
        keep(line);
        line = Buffer.concat(rest);
        rest = [];
        restBytes = 0;
      }
      batch.push(withoutReturn(line));
      bytes += line.length + 32;
      start = end + 1;
      if (bytes >= batchBytes) {
        yield batch;
        batch = [];
        bytes = 0;
      }
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (restBytes > 0) batch.push(withoutReturn(Buffer.concat(rest)));
  if (batch.length > 0) yield batch;
}

function withoutReturn(line: Buffer): Buffer {
  return line.length > 0 && line[line.length - 1] === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}
