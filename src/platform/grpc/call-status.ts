import type { Metadata } from '@grpc/grpc-js';

/** How a call ends: the status of gRPC, words, and trailing metadata. */
export interface CallStatus {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;
}

/** Makes the status of an error; what was not foreseen says nothing of the inside. */
export type StatusOf = (error: unknown) => CallStatus;
export const STATUS_OF = Symbol('StatusOf');
