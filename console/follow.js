import { useEffect, useState } from 'preact/hooks';
import { ApiError, pipelinePath } from './api.js';

/** @import { Api } from './api.js' */

const PAUSE_MS = 1000;
const KEPT = 50;
const DRAW_MS = 150;
const DATA = 'data: ';

/**
 * Does something for as long as the page stays, again after a pause whenever it ends or fails.
 * @param {(signal: AbortSignal) => Promise<void>} work
 * @param {(error: unknown) => boolean} failed tells whether to go on
 * @param {readonly unknown[]} inputs
 */
function useWork(work, failed, inputs) {
  useEffect(() => {
    const stopping = new AbortController();
    void (async () => {
      while (!stopping.signal.aborted) {
        try {
          await work(stopping.signal);
        } catch (error) {
          if (stopping.signal.aborted || !failed(error)) return;
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    })();
    return () => stopping.abort();
  }, inputs);
}

/**
 * Status of the application, about once a second.
 * @param {Api | undefined} api
 * @returns {{ status: any, trouble: 'key' | 'away' | undefined }}
 */
export function useStatus(api) {
  const [state, setState] = useState(/** @type {{ status: any, trouble: 'key' | 'away' | undefined }} */ ({ status: undefined, trouble: undefined }));
  useWork(
    async (signal) => {
      setState({ status: undefined, trouble: undefined });
      if (!api) return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
      for await (const line of api.lines('/v1/status/stream', signal)) if (line) setState({ status: JSON.parse(line).status, trouble: undefined });
      setState((last) => ({ ...last, trouble: 'away' }));
    },
    (error) => {
      const refused = error instanceof ApiError && error.status === 401;
      setState((last) => (refused ? { status: undefined, trouble: 'key' } : { ...last, trouble: 'away' }));
      return !refused;
    },
    [api],
  );
  return state;
}

/**
 * The newest predictions of these runs: those that are there, then each as it is committed.
 * @param {Api} api
 * @param {readonly string[]} runs
 * @returns {any[]} newest first
 */
export function usePredictions(api, runs) {
  const [predictions, setPredictions] = useState(/** @type {any[]} */ ([]));
  const add = (/** @type {any[]} */ more) => setPredictions((known) => newest([...more, ...known]));
  useEffect(() => setPredictions([]), [api]);
  const names = runs.join(' ');
  useWork(
    async (signal) => {
      await Promise.all(
        runs.map(async (run) => {
          const live = followRun(api, run, signal, add);
          add((await api.get(`${pipelinePath(run)}/predictions?limit=${KEPT}`, signal)).predictions);
          await live;
        }),
      );
    },
    () => true,
    [api, names],
  );
  return predictions;
}

/**
 * Hands over what was predicted in one go several times a second: a burst is drawn once.
 * @param {Api} api @param {string} run @param {AbortSignal} signal
 * @param {(more: any[]) => void} add
 */
async function followRun(api, run, signal, add) {
  /** @type {string[]} */
  let lines = [];
  const draw = setInterval(() => {
    if (lines.length > 0) add(lines.slice(-KEPT).map((line) => JSON.parse(line.slice(DATA.length))));
    lines = [];
  }, DRAW_MS);
  try {
    for await (const line of api.lines(`${pipelinePath(run)}/predictions/stream`, signal)) if (line.startsWith(`${DATA}{`)) lines.push(line);
  } finally {
    clearInterval(draw);
  }
}

/** @param {any[]} predictions */
function newest(predictions) {
  const byId = new Map(predictions.map((one) => [one.id, one]));
  return [...byId.values()].sort((a, b) => b.predicted_at.localeCompare(a.predicted_at) || b.position - a.position).slice(0, KEPT);
}
