import type { IntakeReceipt } from './application/append-intake.js';
import type { Intake } from './application/decode-intake.js';

/** `accept` of the straight line, bound to this application's ports. */
export type Accept = (intake: Intake) => Promise<IntakeReceipt>;
export const ACCEPT = Symbol('accept');
export const APPEND_QUEUE = Symbol('AppendQueue');
export const INGESTION_LIMITS = Symbol('IngestionLimits');

export interface IngestionLimits {
  /** Largest event, bytes. */
  readonly eventBytes: number;
  /** Most bytes that wait for the log before more is refused. */
  readonly queueBytes: number;
}

/** Key of the HMAC that digests events. */
export const DIGEST_KEY = Symbol('DigestKey');
