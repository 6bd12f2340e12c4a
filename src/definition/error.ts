/** What a caller may do about an error; this alone decides how it is handled. */
export type ErrorKind =
  /** The same call may succeed later: a database or broker away, a lease lost. */
  | 'retryable'
  /** This input will never succeed: it is refused or quarantined, and never blocks what follows. */
  | 'poison'
  /** The lane or the process must stop and a person must look. */
  | 'fatal';

/**
 * The one error type of Millrace. `code` is stable and documented; `message` says what happened and what to do about it.
 * `details` is structured-cloneable and may be shown to the caller: it must never hold a protected value.
 */
export class MillraceError extends Error {
  override readonly name = 'MillraceError';

  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: options.cause });
    this.details = options.details;
  }

  readonly details: Record<string, unknown> | undefined;
}
