export { type MillraceClient, type MillraceClientOptions, createMillraceClient } from './client.js';
export { MillraceError } from './error.js';
export { type Followed, type FollowOptions } from './follow.js';
export type { components, operations, paths } from './openapi.js';
export { type SendOptions, type Sent } from './send.js';
