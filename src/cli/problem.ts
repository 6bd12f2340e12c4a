import { MillraceError } from '../definition/index.js';

/** The parts of a problem document (RFC 9457) that a client reads. */
interface Problem {
  readonly code?: unknown;
  readonly title?: unknown;
  readonly detail?: unknown;
}

/** A mistake in how a command was called; it ends with exit code 2. */
export class UsageError extends MillraceError {
  constructor(message: string) {
    super('usage', 'poison', message);
  }
}

/** The error of an answer that is no success; its message says what to do. */
export function problemOf(url: string, status: number, text: string): MillraceError {
  const problem = parsed(text);
  if (!problem) {
    return new MillraceError('no_millrace', 'fatal', `${url} answered ${status} but not as Millrace does: name the right server with --url or MILLRACE_URL`);
  }
  const code = typeof problem.code === 'string' ? problem.code : `http_${status}`;
  const told = [problem.detail, problem.title].find((part) => typeof part === 'string' && part !== '');
  const message = typeof told === 'string' ? told : `${url} answered ${status}`;
  const { type: _type, title: _title, status: _status, code: _code, detail: _detail, ...details } = problem as Record<string, unknown>;
  return new MillraceError(code, status >= 500 || status === 429 ? 'retryable' : 'poison', message + adviceOn(status), { details });
}

function adviceOn(status: number): string {
  if (status === 401) return '; pass a key that this server knows with --key or MILLRACE_KEY (its first one is in admin.key in its data folder)';
  if (status === 403) return '; this key may not do that: pass another with --key or MILLRACE_KEY';
  return '';
}

function parsed(text: string): Problem | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && ('detail' in value || 'title' in value || 'code' in value) ? value : undefined;
  } catch {
    return undefined;
  }
}
