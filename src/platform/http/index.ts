export { type RawProblem, type RawRouteParts, bytesOf, guardRawRoutes, sendJson } from './raw-routes.js';
export { PROBLEM_CODES, Problems } from './problems.decorator.js';
export { count, integer, json, nullable, object, schemaRef, text, texts, time } from './schemas.js';
