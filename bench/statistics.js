/**
 * The middle one; of an even number the lower of the two, so that it is one that was measured.
 * @param {readonly number[]} values
 */
export function median(values) {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? NaN;
}
