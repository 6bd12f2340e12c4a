import type { Patience } from '../../application/wait-for-commit.js';

/** The status must be on its way before the caller's own clock ends the call, or nobody hears of the prediction's id. */
const MARGIN_SHARE = 0.1;
const LEAST_MARGIN_MS = 2;
const MOST_MARGIN_MS = 100;

interface OpenCall {
  readonly cancelled: boolean;
  getDeadline(): Date | number;
}

/** How long an open call lets us wait: until shortly before its deadline, and while it is not cancelled. */
export function patienceOf(call: OpenCall): Patience {
  const leftMs = Number(call.getDeadline()) - Date.now();
  const marginMs = Math.min(MOST_MARGIN_MS, Math.max(LEAST_MARGIN_MS, leftMs * MARGIN_SHARE));
  return {
    ...(Number.isFinite(leftMs) ? { waitMs: Math.max(1, leftMs - marginMs) } : {}),
    get cancelled() {
      return call.cancelled;
    },
  };
}
