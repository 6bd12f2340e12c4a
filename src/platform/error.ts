/** What a caller may do about an error: call again later, refuse the input, or stop and let a person look. */
export type PlatformErrorKind = 'retryable' | 'poison' | 'fatal';

/**
 * What the platform throws. It has the fields of the application's own error, so that one handler serves both.
 * `code` is stable; `message` says what happened and how to mend it; `details` is structured-cloneable and never holds a secret.
 */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly details: Record<string, unknown> | undefined;

  constructor(
    readonly code: string,
    readonly kind: PlatformErrorKind,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, { cause: options.cause });
    this.details = options.details;
  }
}

/** The `code` of an error of the operating system or of PostgreSQL (`ENOENT`, `28P01`), if it has one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** An error's message, also for what is not an Error; several inner ones (AggregateError) are joined. */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(errorText).join('; ');
  return error instanceof Error ? error.message : String(error);
}
