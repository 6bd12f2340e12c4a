/** Exact arithmetic on doubles as fractions of 2^1074, for an oracle that shares no rounding with what it judges. */
const ONE = 1074;
const view = new DataView(new ArrayBuffer(8));

/** x * 2^1074, a whole number for every finite double. */
export function exact(x: number): bigint {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const size = exponent === 0 ? fraction : (fraction | 0x10000000000000n) << BigInt(exponent - 1);
  return bits >> 63n === 1n ? -size : size;
}

/** The double nearest to n / 2^shift, ties to even. */
export function rounded(n: bigint, shift = ONE): number {
  const size = n < 0n ? -n : n;
  const drop = size.toString(2).length - 53;
  if (drop <= 0) return scaled(Number(n), -shift);
  const half = 1n << BigInt(drop - 1);
  let kept = size >> BigInt(drop);
  const rest = size & ((1n << BigInt(drop)) - 1n);
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  return scaled(Number(n < 0n ? -kept : kept), drop - shift);
}

function scaled(x: number, exponent: number): number {
  let value = x;
  for (let rest = exponent; rest !== 0;) {
    const step = Math.max(-1000, Math.min(1000, rest));
    value *= 2 ** step;
    rest -= step;
  }
  return value;
}

/** Sum, rounded once. */
export function sumOf(values: readonly number[]): number {
  return rounded(values.reduce((sum, value) => sum + exact(value), 0n));
}

/** n Σx² - (Σx)², rounded once. */
export function spreadOf(values: readonly number[]): number {
  const all = values.map(exact);
  const sum = all.reduce((total, value) => total + value, 0n);
  const squares = all.reduce((total, value) => total + value * value, 0n);
  return rounded(BigInt(values.length) * squares - sum * sum, 2 * ONE);
}
