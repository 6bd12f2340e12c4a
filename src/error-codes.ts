import { readFileSync } from 'node:fs';

/** A code that the application may answer with, as it was read from the sources. */
export interface ErrorCode {
  readonly code: string;
  readonly kinds: readonly string[];
  /** Null where it is never answered over HTTP. */
  readonly status: number | null;
  readonly meaning: string;
  readonly messages: readonly string[];
}

const LIST = new URL('../contracts/errors.json', import.meta.url);
let list: readonly ErrorCode[] | undefined;

/** All codes, sorted. */
export function errorCodes(): readonly ErrorCode[] {
  return (list ??= JSON.parse(readFileSync(LIST, 'utf8')) as ErrorCode[]);
}
