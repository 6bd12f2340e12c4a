/** Who a request comes from. */
export interface Principal {
  /** Id of the key. */
  readonly id: string;
  readonly name: string;
}

/**
 * Decides who may call. Promises:
 * - Deny by default: whatever is not a key that exists and is not revoked is refused, with the same error whatever was wrong with it.
 * - A key that was revoked is refused at once in the process that revoked it, and within five seconds in every other.
 * - Known keys are answered from memory, so a request costs no query.
 */
export interface AccessControl {
  /**
   * @param bearer the token after `Authorization: Bearer`.
   * Errors: `unauthenticated` (poison); `access_unavailable` (retryable) when the keys cannot be read.
   */
  authenticate(bearer: string | undefined): Promise<Principal>;
}

export const ACCESS_CONTROL = Symbol('AccessControl');
