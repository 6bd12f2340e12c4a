import type { SchemaFault } from '../../definition/index.js';

/** Why a line was not taken into the log. Nothing of it is kept but the count by code. */
export interface Refusal {
  /** 1 for the first line of the request, or the producer's own line number. */
  readonly line: number;
  /** `malformed` and its kin: the bytes are no event (HTTP 400). `schema`: an event that breaks its schema (HTTP 422). */
  readonly code: string;
  readonly message: string;
  readonly faults?: readonly SchemaFault[];
}
