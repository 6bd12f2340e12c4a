/** Something that a person or program did to the installation. */
export interface AuditEntry {
  /** Who: name of the key. */
  readonly actor: string;
  /** What, such as `quarantine.retry`. */
  readonly action: string;
  /** To what. */
  readonly subject: string;
  /** No protected value may stand here. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Keeps what was done, in a hash chain of its own. Promises: an entry that was recorded is durable and stands in the chain; entries are
 * recorded before what they tell of is done, so that nothing is done that the trail does not know.
 */
export interface AuditTrail {
  /** Error: `audit_unavailable` (retryable): then what was to be done must not be. */
  record(entry: AuditEntry): Promise<void>;
}

export const AUDIT_TRAIL = Symbol('AuditTrail');
