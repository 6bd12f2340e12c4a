import { type BoundPlan, formatTimeUs } from '../../definition/index.js';
import { layOut } from '../table.js';
import { count, counted } from '../terminal.js';
import type { TriedRow } from './scratch-lane.js';
import type { Tried } from './try-file.js';

/** The feature table and what was set aside, as text. */
export function tryLines(bound: BoundPlan, tried: Tried, columns: number): string[] {
  const names = featureNames(bound);
  const lines: string[] = [];
  if (tried.rows.length > 0) {
    const rows = tried.rows.map((row) => [row.eventId, formatTimeUs(row.timeUs), row.key, ...row.vector]);
    lines.push(...layOut({ head: ['event', 'time', 'key', ...names], rows }, columns), '');
  }
  for (const row of tried.rows) if (row.behind.length > 0) lines.push(...behindLines(row, names), '');
  lines.push(...tried.refused.map(({ line, code, message }) => `line ${line}: refused: ${code}: ${message}`));
  lines.push(
    ...tried.asides.map(({ line, disposition, code, reason }) => `line ${line}: ${disposition === code ? code : `${disposition}: ${code}`}: ${reason}`),
  );
  lines.push(`${counted(tried.rows.length, 'feature vector')} from the first ${counted(tried.records, 'event')}; nothing was stored`);
  return lines;
}

/** Each window feature of a vector with the events that made it. */
function behindLines({ eventId, line, behind, vector }: TriedRow, names: readonly string[]): string[] {
  return [
    `behind ${eventId} (line ${line}):`,
    ...behind.flatMap(({ feature, key, fromUs, toUs, total, events }) => {
      const more = total > events.length ? `, the newest ${events.length} of them; and ${count(total - events.length)} more` : '';
      return [
        `  ${feature} = ${vector[names.indexOf(feature)]}: ${counted(total, 'event')} of ${key} after ${timeText(fromUs)}, up to ${timeText(toUs)}${more}`,
        ...events.map((event) => `    line ${event.line}  ${event.eventId}  ${timeText(event.timeUs)}${event.value === null ? '' : `  ${event.value}`}`),
      ];
    }),
  ];
}

/** Windows may begin before there are times. */
function timeText(us: number): string {
  return formatTimeUs(Math.max(0, us));
}

/** The same as one JSON document. */
export function tryJson(bound: BoundPlan, tried: Tried): object {
  const names = featureNames(bound);
  return {
    pipeline: bound.plan.pipeline,
    hash: bound.plan.hash,
    rows: tried.rows.map(({ line, eventId, key, timeUs, vector, behind }) => ({
      line,
      event_id: eventId,
      time: formatTimeUs(timeUs),
      key,
      features: Object.fromEntries(names.map((name, i) => [name, vector[i]])),
      ...(behind.length > 0 ? { behind: behind.map(behindJson) } : {}),
    })),
    set_aside: tried.asides,
    refused: tried.refused,
    records: tried.records,
  };
}

function behindJson({ feature, key, fromUs, toUs, total, events }: TriedRow['behind'][number]): object {
  return {
    ...{ feature, key, after: timeText(fromUs), until: timeText(toUs), total },
    events: events.map(({ line, eventId, timeUs, value }) => ({ line, event_id: eventId, time: formatTimeUs(timeUs), value })),
  };
}

function featureNames({ plan }: BoundPlan): string[] {
  return plan.vector.map((f) => plan.features[f].name);
}
