import { MillraceError } from '../../definition/index.js';

/** Strings, and the tokens that JSON does not know. What stands in a string is left as it is. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;
/** Parses to infinity. */
const INFINITE = '1e999';
const NOT_A_NUMBER = '{"\\u0001NaN":0}';

/**
 * JSON as servers of models speak it: also with bare NaN, Infinity and -Infinity. What is plain JSON costs nothing more.
 * Error: `malformed` (poison).
 */
export function parseLoose(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw malformed(text, error);
    return parseTokens(text);
  }
}

function parseTokens(text: string): unknown {
  const plain = text.replace(TOKENS, (token) => {
    if (token === 'NaN') return NOT_A_NUMBER;
    return token === 'Infinity' ? INFINITE : token === '-Infinity' ? `-${INFINITE}` : token;
  });
  try {
    return JSON.parse(plain, (_, value: unknown) => (typeof value === 'object' && value !== null && '\u0001NaN' in value ? NaN : value));
  } catch (error) {
    throw malformed(text, error);
  }
}

function malformed(text: string, cause: unknown): MillraceError {
  if (text.trim() === '') return new MillraceError('malformed', 'poison', 'the body is empty, where JSON is needed', { cause });
  return new MillraceError('malformed', 'poison', 'the body is no JSON', { cause });
}
