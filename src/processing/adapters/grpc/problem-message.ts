import { MillraceError } from '../../../definition/index.js';
import type { CallStatus } from '../../../platform/grpc/index.js';

/** millrace.v1.Problem of an error, with the status that it has as the end of a call. */
export function problemMessage(error: unknown, status: CallStatus): object {
  const known = error instanceof MillraceError ? error : undefined;
  const { id, position, faults } = known?.details ?? {};
  return {
    code: known?.code ?? 'internal',
    message: status.details,
    status: status.code,
    retryable: known?.kind === 'retryable',
    ...(typeof id === 'string' ? { predictionId: id } : {}),
    ...(typeof position === 'number' ? { position } : {}),
    faults: Array.isArray(faults) ? faults : [],
  };
}
