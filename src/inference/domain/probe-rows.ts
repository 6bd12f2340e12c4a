/** Rows with which a model's batch invariance is checked. */
export const PROBE_ROWS = 256;

/**
 * Rows over all that a feature may be: zeros and ones, shares, counts, small and large values of either sign. The same on every call, so
 * that a model is judged alike everywhere.
 */
export function probeRows(width: number): Float64Array {
  const random = sequence(20_261_124);
  const rows = new Float64Array(PROBE_ROWS * width);
  for (let i = 0; i < rows.length; i++) rows[i] = probeValue(random);
  return rows;
}

function probeValue(random: () => number): number {
  const kind = random();
  if (kind < 0.15) return 0;
  if (kind < 0.3) return random() < 0.5 ? 1 : random();
  if (kind < 0.5) return Math.floor(random() * 200);
  const size = 10 ** (random() * 8 - 3);
  return kind < 0.8 ? size : -size;
}

/** A linear congruential generator with 32 bits (Knuth, The Art of Computer Programming, 3.3.4): it need only be spread out and the same. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}
