/**
 * Gives what a stream gives, and undefined when `free` resolves before the next chunk is there.
 * @param free asked before each chunk; undefined: no pause is wanted now. When it fails, so does this.
 */
export async function* withPauses<T>(stream: AsyncIterable<T>, free: () => Promise<unknown> | undefined): AsyncGenerator<T | undefined> {
  const chunks = stream[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<T>> | undefined;
  try {
    for (;;) {
      next ??= asked(chunks);
      const pause = free()?.then(() => true);
      if (pause && (await Promise.race([next.then(() => false), pause]))) {
        yield undefined;
        continue;
      }
      const { value, done } = await next;
      if (done) return;
      next = undefined;
      yield value;
    }
  } finally {
    // A chunk that is asked for may never come: it is not waited for.
    const returned = chunks.return?.();
    if (!next) await returned;
  }
}

/** The next chunk; when it fails while nobody waits for it, it is told at the next look. */
function asked<T>(chunks: AsyncIterator<T>): Promise<IteratorResult<T>> {
  const next = chunks.next();
  next.catch(() => undefined);
  return next;
}
