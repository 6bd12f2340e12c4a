export * from './bound-plan.js';
export { canonicalJson } from './canonical-json.js';
export { type ErrorKind, MillraceError } from './error.js';
export * from './plan.js';
