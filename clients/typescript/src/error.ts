/** What a server refused (RFC 9457), or why there was no answer. `code` is stable and documented; `message` says what to do. */
export class MillraceError extends Error {
  override readonly name = 'MillraceError';

  constructor(
    readonly code: string,
    message: string,
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    /** The problem's other members: faults, position, id and their kin. */
    readonly details: Readonly<Record<string, unknown>> = {},
    options: ErrorOptions = {},
  ) {
    super(message, options);
  }

  /** Whether the same call may succeed later. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The error of an answer that is no success. */
export async function errorOf(response: Response): Promise<MillraceError> {
  const problem = await response.json().catch(() => undefined);
  if (typeof problem !== 'object' || problem === null || !('detail' in problem))
    return new MillraceError(
      'no_millrace',
      `${new URL(response.url).origin} answered ${response.status}, but not as Millrace does: is the url right?`,
      response.status,
    );
  const { type: _type, title: _title, status: _status, code, detail, ...details } = problem as Record<string, unknown>;
  return new MillraceError(typeof code === 'string' ? code : `http_${response.status}`, String(detail), response.status, details);
}
