export { type RawProblem, type RawRouteParts, bytesOf, guardRawRoutes, sendJson } from './raw-routes.js';
