import { MillraceError, errorOf } from './error.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

export interface Patience {
  /** How long a call is tried again while the server is full, restarting or away, milliseconds. */
  readonly patienceMs: number;
  /** Pauses; for tests. */
  readonly sleep: (ms: number, signal?: AbortSignal | null) => Promise<void>;
}

/** `fetch` that waits as long as Retry-After says, and throws a MillraceError for what is no success. What it repeats adds nothing. */
export function patientFetch({ patienceMs, sleep }: Patience): (request: Request) => Promise<Response> {
  return async (request) => {
    const end = Date.now() + patienceMs;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      const attempt = await tryOnce(request);
      if (attempt instanceof Response) return attempt;
      const leftMs = end - Date.now();
      if (leftMs <= 0) throw attempt.error;
      await sleep(Math.min(attempt.afterMs ?? pauseMs, leftMs), request.signal);
    }
  };
}

async function tryOnce(request: Request): Promise<Response | { readonly error: MillraceError; readonly afterMs?: number }> {
  let response: Response;
  try {
    response = await fetch(request.clone());
  } catch (cause) {
    request.signal.throwIfAborted();
    return { error: new MillraceError('server_away', `${new URL(request.url).origin} does not answer: is it running?`, 0, {}, { cause }) };
  }
  if (response.ok) return response;
  const error = await errorOf(response);
  if (response.status !== 429 && response.status !== 503) throw error;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return { error, ...(seconds >= 0 ? { afterMs: seconds * 1000 } : {}) };
}

export function sleepMs(ms: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
