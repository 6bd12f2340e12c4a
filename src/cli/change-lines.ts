import type { Changes } from './answers.js';

/** What a document changes, a line each; says so where it is nothing. */
export function changeLines({ features, parts, window_state: state }: Changes): string[] {
  const lines = [
    ...named('+', 'feature', features.added),
    ...named('-', 'feature', features.removed),
    ...named('~', 'feature', features.changed),
    ...parts.map((part) => `  ~ ${part}`),
  ];
  if (lines.length === 0 && state === 'shared') return ['  nothing changes'];
  return [...lines, state === 'shared' ? '  window state is shared' : '  window state is built again from the log'];
}

function named(sign: string, noun: string, names: readonly string[]): string[] {
  return names.map((name) => `  ${sign} ${noun} ${name}`);
}
