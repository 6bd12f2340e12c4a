import { MillraceError } from './error.js';
import type { components } from './openapi.js';

type Prediction = components['schemas']['Prediction'];

export interface FollowOptions {
  /** A kept `cursor`, or `start`; default: from now on. */
  readonly after?: string;
  /** Predictions of this entity alone. */
  readonly key?: string;
  readonly signal?: AbortSignal;
}

/** A prediction with the place after it: keep the cursor, and `follow({ after: cursor })` goes on from there. */
export interface Followed {
  readonly cursor: string;
  readonly prediction: Prediction;
}

export interface StreamPorts {
  readonly open: (after: string | undefined) => Promise<Response>;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Predictions in commit order, each once; a connection that is lost is made again after the last prediction that came. */
export async function* follow({ after, signal }: FollowOptions, { open, sleep }: StreamPorts): AsyncGenerator<Followed> {
  let cursor = after;
  for (let retryMs = 1000; ; await sleep(retryMs, signal)) {
    const response = await open(cursor);
    if (!response.body) throw new MillraceError('no_millrace', 'the stream of predictions has no body', response.status);
    for await (const frame of framesOf(response.body, signal)) {
      retryMs = frame.retryMs ?? retryMs;
      cursor = frame.id ?? cursor;
      if (frame.data !== '') yield { cursor: cursor ?? '', prediction: JSON.parse(frame.data) as Prediction };
    }
  }
}

interface Frame {
  readonly id?: string;
  readonly data: string;
  readonly retryMs?: number;
}

/** Whole frames only: what a lost connection left half is asked for again. */
async function* framesOf(body: ReadableStream<Uint8Array>, signal: AbortSignal | undefined): AsyncGenerator<Frame> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const frames = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = frames.pop() ?? '';
      for (const text of frames) yield parseFrame(text);
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof TypeError)) throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parseFrame(text: string): Frame {
  const fields = text.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line));
  const of = (name: string): string[] => fields.flatMap((field) => (field?.[1] === name ? [field[2]] : []));
  const [id] = of('id');
  const [retry] = of('retry');
  return { data: of('data').join('\n'), ...(id === undefined ? {} : { id }), ...(retry === undefined ? {} : { retryMs: Number(retry) }) };
}
