/** Why a prediction is less than the document promises, as its record's `degraded` says it: reasons joined by +, null where there is none. */
const TRUNCATED = 'truncated';

/**
 * @param failure code with which the model failed, so that the fallback answered
 * @param truncated a window lacks events that left it by count
 */
export function degradedOf(failure: string | undefined, truncated: boolean): string | undefined {
  if (!truncated) return failure;
  return failure === undefined ? TRUNCATED : `${TRUNCATED}+${failure}`;
}

/** Whether the score is the fallback's, not the model's. */
export function byFallback(degraded: string | undefined): boolean {
  return degraded !== undefined && degraded !== '' && degraded !== TRUNCATED;
}
