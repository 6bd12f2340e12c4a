import { describe, expect, it } from 'vitest';
import { SharedPages } from '../../../../src/processing/application/shared-pages.js';
import type { FeedPlace } from '../../../../src/processing/domain/index.js';
import type { FeedSlice, StoredPrediction } from '../../../../src/processing/ports/record-reader.port.js';

const at = (position: number): FeedPlace => ({ partition: 0, commitNo: position + 1, position });
const page = (from: number, to: number): FeedSlice => ({
  predictions: Array.from({ length: to - from + 1 }, (_, i) => ({ position: from + i })) as unknown as StoredPrediction[],
  end: at(to),
});

describe('pages that readers share', () => {
  it('end at the same positions wherever a reader began', () => {
    expect([-1, 0, 30, 48, 49, 50].map((position) => SharedPages.limit(at(position), 50))).toEqual([50, 49, 19, 1, 50, 49]);
  });

  it('are read once for all who ask meanwhile, and found by those who come later', async () => {
    const pages = new SharedPages();
    let reads = 0;
    const read = async (): Promise<FeedSlice> => (reads++, page(0, 49));
    const [one, two] = await Promise.all([pages.read(at(-1), 50, read), pages.read(at(-1), 50, read)]);
    expect([reads, one === two, pages.find(at(-1), 50, 1000) === one]).toEqual([1, true, true]);
  });

  it('are read again where they were not full and more has come, or where the commit of the cursor is another', async () => {
    const pages = new SharedPages();
    const short = pages.share(at(-1), 50, page(0, 9));
    expect(pages.find(at(-1), 50, 9)).toBe(short);
    expect(pages.find(at(-1), 50, 10)).toBeUndefined();
    expect(pages.find({ ...at(-1), commitNo: 99 }, 50, 9)).toBeUndefined();
    const longer = pages.share(at(-1), 50, page(0, 20));
    expect(pages.share(at(-1), 50, page(0, 20))).toBe(longer);
  });

  it('are bounded in number, and go on after a read that failed', async () => {
    const pages = new SharedPages();
    await expect(pages.read(at(-1), 50, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    for (let i = 0; i < 100; i++) await pages.read(at(i), 1, async () => page(i + 1, i + 1));
    expect(pages.find(at(0), 1, 1000)).toBeUndefined();
    expect(pages.find(at(99), 1, 1000)).toBeDefined();
  });
});
