const TICK_MS = 1;

/**
 * Calls `fire` at a fixed rate, whatever becomes of the calls before: the n-th is due at `n / perSecond`, and gets that moment, from which
 * its latency counts. What a stall holds up is fired late but not left out, so nothing is omitted.
 * @param {{ perSecond: number, seconds: number }} rate
 * @param {(due: number, n: number) => void} fire `due` on the clock of `performance.now()`
 * @returns {Promise<void>} after the last call
 */
export function openLoop({ perSecond, seconds }, fire) {
  const start = performance.now();
  const calls = Math.floor(perSecond * seconds);
  let n = 0;
  return new Promise((resolve) => {
    const tick = () => {
      for (let due = start + (n * 1000) / perSecond; n < calls && due <= performance.now(); due = start + (n * 1000) / perSecond) fire(due, n++);
      if (n < calls) setTimeout(tick, TICK_MS);
      else resolve();
    };
    tick();
  });
}
