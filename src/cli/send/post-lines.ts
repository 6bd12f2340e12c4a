import type { IntakeAnswer } from '../answers.js';
import type { Client } from '../client.js';
import type { LineBatch } from './line-sink.js';
import type { Refusals } from './refusals.js';

/** Where the lines of a file go. */
export interface LineTarget {
  readonly client: Pick<Client, 'call'>;
  readonly source: string;
  /** Names the sequence: the log takes no line of it twice. */
  readonly producer: string;
  readonly signal: AbortSignal;
  /** Looks at what became of the lines so far, after each request; what it throws ends the sending. */
  readonly guard?: { check(signal: AbortSignal): Promise<void> } | undefined;
}

/** What the server said about the lines so far. */
export interface LineTotals {
  /** Lines answered for, of every kind. */
  lines: number;
  /** Events that are in the log by this command. */
  sent: number;
  /** Lines that the log had already. */
  repeated: number;
}

/** Line that the log has already of this producer. */
export async function lastLine({ client, source, producer, signal }: LineTarget): Promise<number> {
  const path = `/v1/events/${encodeURIComponent(source)}/producers/${encodeURIComponent(producer)}`;
  return (await client.call<{ last_line: number }>({ method: 'GET', path, signal })).last_line;
}

/**
 * Posts batch after batch, one request under way, while the next batch is made. Ends early, after the request under way, when the signal
 * is given. What a request answered is added to `totals` and `refusals`, also when a later one fails.
 */
export async function postLines(
  batches: AsyncIterable<LineBatch>,
  target: LineTarget,
  typeOf: () => string | undefined,
  totals: LineTotals,
  refusals: Refusals,
): Promise<void> {
  let underWay: Promise<void> | undefined;
  try {
    for await (const batch of batches) {
      await underWay;
      if (target.signal.aborted) return;
      underWay = post(batch, target, typeOf(), totals, refusals);
      // Its failure is met at the next `await`; until then it must not count as unhandled.
      underWay.catch(() => undefined);
      // The request goes out before the next batch keeps this thread busy.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    await underWay;
  }
}

async function post(batch: LineBatch, target: LineTarget, type: string | undefined, totals: LineTotals, refusals: Refusals): Promise<void> {
  const answer = await target.client.call<IntakeAnswer>({
    method: 'POST',
    path: `/v1/events/${encodeURIComponent(target.source)}` + (type === undefined ? '' : `/${encodeURIComponent(type)}`),
    headers: { 'content-type': 'application/x-ndjson', 'millrace-producer': target.producer, 'millrace-first-line': String(batch.firstLine) },
    body: batch.body,
    signal: target.signal,
  });
  totals.lines += batch.count;
  totals.sent += answer.accepted - answer.repeated;
  totals.repeated += answer.repeated;
  const told = answer.refused.map((refused) => ({ ...refused, line: batch.fileLines[refused.line - batch.firstLine] ?? refused.line }));
  refusals.addTold(told, answer.refused_count);
  await target.guard?.check(target.signal);
}
