import { withPauses } from './with-pauses.js';

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

interface LineLimits {
  /** Of one line: what is longer is cut to one byte more, so that it is refused as too large and the rest of the stream goes on. */
  readonly lineBytes: number;
  readonly batchBytes: number;
  /** Resolves when whoever takes the batches has nothing else to do: the lines that are there go then, and none waits for more. */
  readonly free?: () => Promise<unknown>;
}

/** Splits a stream into batches of lines in bounded memory. Empty lines are kept, so that line numbers hold. */
export async function* lineBatches(stream: AsyncIterable<Buffer>, { lineBytes, batchBytes, free }: LineLimits): AsyncGenerator<Buffer[]> {
  const line = new OpenLine(lineBytes);
  let batch: Buffer[] = [];
  let bytes = 0;
  const cut = (): Buffer[] => {
    const lines = batch;
    batch = [];
    bytes = 0;
    return lines;
  };
  for await (const chunk of withPauses(stream, () => (batch.length > 0 ? free?.() : undefined))) {
    if (!chunk) {
      yield cut();
      continue;
    }
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const whole = line.end(chunk.subarray(start, end));
      batch.push(withoutReturn(whole));
      bytes += whole.length + 32;
      start = end + 1;
      if (bytes >= batchBytes) yield cut();
    }
    if (start < chunk.length) line.keep(chunk.subarray(start));
  }
  if (line.begun) batch.push(withoutReturn(line.end(Buffer.alloc(0))));
  if (batch.length > 0) yield batch;
}

/** A line whose end has not come yet; never more than its limit and one byte is held. */
class OpenLine {
  private pieces: Buffer[] = [];
  private bytes = 0;

  constructor(private readonly limitBytes: number) {}

  get begun(): boolean {
    return this.bytes > 0;
  }

  keep(piece: Buffer): void {
    if (this.bytes <= this.limitBytes) this.pieces.push(piece.subarray(0, this.limitBytes + 1 - this.bytes));
    this.bytes += piece.length;
  }

  /** The whole line with its last piece. */
  end(piece: Buffer): Buffer {
    if (!this.begun) return piece;
    this.keep(piece);
    const whole = Buffer.concat(this.pieces);
    this.pieces = [];
    this.bytes = 0;
    return whole;
  }
}

function withoutReturn(line: Buffer): Buffer {
  return line.length > 0 && line[line.length - 1] === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}
