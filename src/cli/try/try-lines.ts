import { type BoundPlan, formatTimeUs } from '../../definition/index.js';
import { layOut } from '../table.js';
import { counted } from '../terminal.js';
import type { Tried } from './try-file.js';

/** The feature table and what was set aside, as text. */
export function tryLines(bound: BoundPlan, tried: Tried, columns: number): string[] {
  const names = featureNames(bound);
  const lines: string[] = [];
  if (tried.rows.length > 0) {
    const rows = tried.rows.map((row) => [row.eventId, formatTimeUs(row.timeUs), row.key, ...row.vector]);
    lines.push(...layOut({ head: ['event', 'time', 'key', ...names], rows }, columns), '');
  }
  lines.push(...tried.refused.map(({ line, code, message }) => `line ${line}: refused: ${code}: ${message}`));
  lines.push(
    ...tried.asides.map(({ line, disposition, code, reason }) => `line ${line}: ${disposition === code ? code : `${disposition}: ${code}`}: ${reason}`),
  );
  lines.push(`${counted(tried.rows.length, 'feature vector')} from the first ${counted(tried.records, 'event')}; nothing was stored`);
  return lines;
}

/** The same as one JSON document. */
export function tryJson(bound: BoundPlan, tried: Tried): object {
  const names = featureNames(bound);
  return {
    pipeline: bound.plan.pipeline,
    hash: bound.plan.hash,
    rows: tried.rows.map(({ line, eventId, key, timeUs, vector }) => ({
      line,
      event_id: eventId,
      time: formatTimeUs(timeUs),
      key,
      features: Object.fromEntries(names.map((name, i) => [name, vector[i]])),
    })),
    set_aside: tried.asides,
    refused: tried.refused,
    records: tried.records,
  };
}

function featureNames({ plan }: BoundPlan): string[] {
  return plan.vector.map((f) => plan.features[f].name);
}
