/** Wall clock in microseconds since 1970 UTC; never goes back within this process. */
export function wallClockUs(): () => number {
  let last = 0;
  return () => (last = Math.max(last, Math.floor((performance.timeOrigin + performance.now()) * 1000)));
}
