import type { QuarantinedAnswer, RetryAnswer } from './answers.js';
import { layOut } from './table.js';

export function quarantineLines(records: readonly QuarantinedAnswer[], columns: number): string[] {
  if (records.length === 0) return ['nothing is quarantined'];
  const rows = records.map(({ position, time, event_id, code, reason, state, retried_by }) => [
    ...[position, time ?? '', event_id ?? '', code],
    state === 'retried' ? `tried again at ${retried_by}` : state === 'dropped' ? 'given up' : reason,
  ]);
  return layOut({ head: ['position', 'time', 'event', 'code', 'reason'], rows }, columns);
}

export function eventLines(record: QuarantinedAnswer): string[] {
  return [
    `position ${record.position}, ${record.type ?? ''} "${record.event_id ?? ''}": ${record.code}, ${record.reason}`,
    ...(record.state === 'open' ? [] : [record.state === 'retried' ? `tried again at position ${record.retried_by}` : 'given up']),
    JSON.stringify(record.event, undefined, 2),
  ];
}

export function retryLine({ of, position, disposition, prediction, reason }: RetryAnswer): string {
  const became = disposition === null ? 'in the log, not committed yet' : disposition;
  const detail = prediction
    ? `, score ${prediction.score}${prediction.decision === null ? '' : `, ${prediction.decision}`}`
    : reason
      ? `: ${reason.code}, ${reason.reason}`
      : '';
  return `${of} -> ${position}: ${became}${detail}`;
}
