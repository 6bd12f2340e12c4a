/** The part of a stream that output needs. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const integers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const NARROWEST = 20;

/** `1234567` as `1,234,567`. */
export function count(value: number): string {
  return integers.format(value);
}

/** A number of events with its noun. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Seconds as `8 s`, `2 min 05 s` or `3 h 07 min`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** A bar of `width` characters, `[####....]` with its brackets; `share` is from 0 to 1. */
export function bar(share: number, width: number): string {
  const inner = Math.max(1, width - 2);
  const full = Math.round(Math.min(1, Math.max(0, share)) * inner);
  return '[' + '#'.repeat(full) + '.'.repeat(inner - full) + ']';
}

/** Characters of a line of the stream. */
export function lineWidth(stream: TextStream): number {
  return Math.max(NARROWEST, stream.columns ?? 100);
}
