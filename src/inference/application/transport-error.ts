import { MillraceError } from '../../definition/index.js';
import type { ModelUri } from '../domain/model-uri.js';

/** Statuses of gRPC. */
const DEADLINE_EXCEEDED = 4;
const NOT_FOUND = 5;
const UNAVAILABLE = 14;

/** What an HTTP call that got no answer is: too late, or a server that cannot be reached. */
export function transportError(error: unknown, uri: ModelUri): MillraceError {
  if (error instanceof Error && error.name === 'TimeoutError') return late(uri, error);
  return away(uri, error instanceof Error ? error.message : String(error), error);
}

/** What a gRPC call that ended with an error is. */
export function grpcError(error: unknown, uri: ModelUri): MillraceError {
  const { code, details } = error as { code?: unknown; details?: unknown };
  const told = typeof details === 'string' ? details.slice(0, 300) : String(error);
  if (code === DEADLINE_EXCEEDED) return late(uri, error);
  if (code === UNAVAILABLE) return away(uri, told, error);
  if (code === NOT_FOUND) return noModel(uri, told, error);
  return new MillraceError('model_failed', 'retryable', `${uri.address} could not run "${uri.model}": ${told}`, { cause: error });
}

/** What an HTTP answer that is no success is. */
export function statusError(status: number, told: string, uri: ModelUri): MillraceError {
  if (status === 404) return noModel(uri, told);
  if (status === 502 || status === 503) return away(uri, `${status} ${told}`);
  return new MillraceError('model_failed', 'retryable', `${uri.address} could not run "${uri.model}": ${status} ${told}`);
}

/** What came is no answer of the protocol. */
export function noAnswer({ address, model }: ModelUri, cause?: unknown): MillraceError {
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  return new MillraceError('model_failed', 'retryable', `${address} answered for "${model}" what cannot be read${reason}`, { cause });
}

export function unreadable({ address, model }: ModelUri): MillraceError {
  return new MillraceError('model_unreadable', 'poison', `${address} does not tell what the model "${model}" takes and gives`);
}

function late({ address, model }: ModelUri, cause: unknown): MillraceError {
  return new MillraceError('model_deadline', 'retryable', `${address} did not answer for "${model}" in time`, { cause });
}

function away({ address, model }: ModelUri, reason: string, cause?: unknown): MillraceError {
  return new MillraceError('model_unavailable', 'retryable', `the server ${address} of the model "${model}" cannot be reached or is not ready: ${reason}`, {
    cause,
  });
}

function noModel({ address, model, version }: ModelUri, told: string, cause?: unknown): MillraceError {
  const which = version === undefined ? '' : ` in version ${version}`;
  return new MillraceError('model_unknown', 'poison', `${address} has no model "${model}"${which}: ${told}`, { cause });
}
