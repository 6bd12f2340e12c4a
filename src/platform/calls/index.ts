export { type GuardOptions, GuardedCalls, type Refusal } from './guarded-calls.js';
export { type HttpAnswer, HttpPeer } from './http-peer.js';
