import { describe, expect, it } from 'vitest';
import { lineBatches } from '../../../../../src/ingestion/index.js';

const LIMITS = { lineBytes: 8, batchBytes: 100 };
const texts = (batch: readonly Buffer[]): string[] => batch.map((line) => line.toString());

async function* pieces(...parts: readonly string[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part);
}

/** A stream whose next piece comes when it is told, and which says when it is closed. */
function openStream() {
  const waiting: ((piece: IteratorResult<Buffer>) => void)[] = [];
  const state = { closed: false };
  const iterator = {
    next: () => new Promise<IteratorResult<Buffer>>((resolve) => waiting.push(resolve)),
    return: () => {
      state.closed = true;
      return new Promise<never>(() => undefined);
    },
  };
  const give = (text: string): void => waiting.shift()?.({ done: false, value: Buffer.from(text) });
  return { stream: { [Symbol.asyncIterator]: () => iterator }, give, state };
}

async function all(stream: AsyncIterable<Buffer>, limits = LIMITS): Promise<string[][]> {
  const batches: string[][] = [];
  for await (const batch of lineBatches(stream, limits)) batches.push(texts(batch));
  return batches;
}

describe('lines of a stream', () => {
  it('are whole wherever the stream is cut, with the last one that has no end', async () => {
    expect(await all(pieces('a', 'b\nc\r', '\n\nd', 'e'), { ...LIMITS, batchBytes: 1000 })).toEqual([['ab', 'c', '', 'de']]);
  });

  it('come in batches of about so many bytes', async () => {
    expect(await all(pieces('1\n2\n3\n4\n5\n'))).toEqual([['1', '2', '3', '4'], ['5']]);
  });

  it('are cut one byte behind the limit, and the rest goes on', async () => {
    const [[long, next]] = await all(pieces('123456', '789012', '345\nok\n'));
    expect([long, next]).toEqual(['123456789', 'ok']);
  });

  it('do not wait for more when the taker is free, and gather while it is not', async () => {
    const { stream, give } = openStream();
    let free = Promise.resolve();
    const batches = lineBatches(stream, { ...LIMITS, free: () => free });
    const first = batches.next();
    give('1\n');
    expect(texts((await first).value as Buffer[])).toEqual(['1']);
    let release = (): void => undefined;
    free = new Promise((resolve) => (release = resolve));
    const second = batches.next();
    give('2\n');
    await new Promise((resolve) => setImmediate(resolve));
    give('3\n4');
    await new Promise((resolve) => setImmediate(resolve));
    release();
    expect(texts((await second).value as Buffer[])).toEqual(['2', '3']);
  });

  it('end with the error of the taker, without waiting for what may never come', async () => {
    const { stream, give, state } = openStream();
    const batches = lineBatches(stream, { ...LIMITS, free: () => Promise.reject(new Error('the log is away')) });
    const first = batches.next();
    give('1\n');
    await expect(first).rejects.toThrow('the log is away');
    expect(state.closed).toBe(true);
  });
});
