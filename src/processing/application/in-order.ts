/**
 * Works on what comes with at most `most` under way, and gives the answers in the order of what came. It takes the next only while its
 * reader takes answers, so that nothing gathers. `work` must not throw.
 */
export async function* inOrder<T, R>(source: AsyncIterable<T>, most: number, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const items = source[Symbol.asyncIterator]();
  const underWay: Promise<R>[] = [];
  let next: Promise<IteratorResult<T>> | undefined = items.next();
  // It is looked at again when it is awaited.
  next.catch(() => undefined);
  try {
    while (next || underWay.length > 0) {
      if (next && underWay.length < most && (underWay.length === 0 || (await comesFirst(next, underWay[0])))) {
        const item: IteratorResult<T> = await next;
        next = item.done ? undefined : items.next();
        next?.catch(() => undefined);
        if (!item.done) underWay.push(work(item.value));
      } else {
        yield await (underWay.shift() as Promise<R>);
      }
    }
  } finally {
    await items.return?.();
  }
}

function comesFirst(next: Promise<unknown>, answer: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    next.then(
      () => true,
      () => true,
    ),
    answer.then(() => false),
  ]);
}
