import type { Status } from '../answers.js';
import { amount, booksLine } from '../books.js';
import { count, counted, duration } from '../terminal.js';
import { LATE_SHARE } from './late-guard.js';
import type { Sent } from './send-file.js';

const SHOWN = 5;

export interface SendReport {
  readonly file: string;
  readonly run: string;
  readonly source: string;
  readonly producer: string;
  readonly sent: Sent;
  readonly seconds: number;
  /** After the lane caught up; undefined when nobody waited for it. */
  readonly status?: Status | undefined;
}

/** The report as lines of text. */
export function summaryLines(report: SendReport): string[] {
  const { file, run, sent, seconds, status } = report;
  const had = sent.skipped + sent.repeated;
  const whole = sent.complete && sent.lines === 0 && had > 0;
  const rate = seconds > 0 ? ` (${count(sent.sent / seconds)}/s)` : '';
  const lines = [
    whole
      ? `nothing to send: ${run} has all ${counted(had, 'line')} of ${file} already`
      : `${run}: sent ${counted(sent.sent, 'event')} of ${file} in ${duration(seconds)}${rate}` +
        (had > 0 ? `; ${counted(had, 'line')} before them ${had === 1 ? 'was' : 'were'} in the log already` : ''),
  ];
  if (sent.refusals.count > 0) lines.push(...refusalLines(sent));
  if (!status) return lines;
  lines.push(`books of ${run}: ${booksLine(status.books)}`);
  if (status.lag > 0) lines.push(`  ${counted(status.lag, 'record')} of the log not worked yet`);
  return lines;
}

function refusalLines({ refusals }: Sent): string[] {
  const codes = [...refusals.byCode].map(([code, n]) => `${count(n)} ${code}`).join(', ');
  const lines = refusals.first.slice(0, SHOWN).map(({ line, code, message }) => `  line ${line}: ${code}: ${message}`);
  return [
    `refused ${counted(refusals.count, 'line')} (${codes}):`,
    ...lines,
    ...(refusals.count > lines.length ? [`  and ${count(refusals.count - lines.length)} more`] : []),
  ];
}

/** A warning where much of a live send came too late to be predicted; what to do instead is in it. */
export function lateWarning(before: Status | undefined, after: Status | undefined, sent: number): string | undefined {
  if (!before || !after || sent === 0) return undefined;
  const late = amount(after.books, 'late') - amount(before.books, 'late');
  if (late < sent * LATE_SHARE) return undefined;
  return `warning: ${count(late)} of ${counted(sent, 'event')} were late, so they are not predicted: a file of the past is sent as a run of its own, without --live`;
}

/** The report as one JSON document. */
export function summaryJson(report: SendReport): object {
  const { sent, seconds, status, ...head } = report;
  const { refusals, ...totals } = sent;
  return {
    ...head,
    ...totals,
    refused_count: refusals.count,
    refused_by_code: Object.fromEntries(refusals.byCode),
    refused: refusals.first,
    seconds: Math.round(seconds * 1000) / 1000,
    events_per_second: seconds > 0 ? Math.round(sent.sent / seconds) : 0,
    status: status ?? null,
  };
}
