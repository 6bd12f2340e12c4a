/**
 * The middle one; of an even number the lower of the two, so that it is one that was measured.
 * @param {readonly number[]} values
 */
export function median(values) {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? NaN;
}

/**
 * @param {readonly number[]} values at least one
 */
export function latencies(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ q) => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), p999: at(0.999), most: at(1) };
}
