import { formatTimeUs, parseTimeUs } from '../../definition/index.js';
import type { Column } from './column.js';
import type { Field } from './field.js';
import { type Names, literal, shown } from './names.js';
import { MADE_UP_START, type TimeSource } from './time-source.js';

const MINUTE_US = 60_000_000;
const HOUR_US = 60 * MINUTE_US;
const DAY_US = 24 * HOUR_US;

/** Everything about time that the document says. */
export interface TimePlan {
  readonly field: Field;
  /** Columns that went into it. */
  readonly consumed: readonly Column[];
  /** Lengths of the windows, the shortest first. */
  readonly over: readonly string[];
  readonly lateness: string;
  readonly ahead: string;
  /** The rows must be sorted before they are sent. */
  readonly sort: boolean;
  /** `made`: each row a second after the one before. */
  readonly precision: 'clock' | 'day' | 'made';
  readonly told: string;
  readonly order?: string;
}

/** @param source undefined: no column is a time, each row comes a second after the one before. */
export function planTime(source: TimeSource | undefined, names: Names, rows: number, nowMs: number): TimePlan {
  if (!source) return madeUp(names);
  const { columns, expression, guess, range } = source;
  const [first] = columns;
  const name = columns.length === 1 ? first.field : names.free('occurred_at');
  const example = formatTimeUs(range.firstUs);
  const schema = { description: `When it happened. In the file: ${guess}.`, type: 'string', format: 'date-time', examples: [example] };
  const field: Field = { name, schema, expression, required: true, comment: `guess: ${shown(first.name)}, ${guess}` };
  const backUs = range.behind > 0 ? range.backUs : 0;
  const sort = backUs > DAY_US;
  const share = Math.max(1, Math.round((range.behind / rows) * 100));
  return {
    field,
    consumed: columns,
    over: windowLengths(range.lastUs - range.firstUs),
    lateness: sort || backUs <= 10 * MINUTE_US ? '10m' : backUs <= HOUR_US ? '1h' : '1d',
    ahead: range.lastUs > nowMs * 1000 ? `${Math.ceil((range.lastUs - nowMs * 1000) / DAY_US) + 1}d` : '5m',
    sort,
    precision: /%[HIS]|duration|timestamp/.test(expression) ? 'clock' : 'day',
    told: `column ${columns.map((column) => shown(column.name)).join(' and ')}, ${guess}`,
    ...(sort ? { order: `the rows are not in the order of their time (${share} % go back, by more than a day): send and try them with --sort` } : {}),
  };
}

function madeUp(names: Names): TimePlan {
  const expression = `timestamp(${literal(MADE_UP_START)}) + duration(string(line) + "s")`;
  const schema = {
    description: 'Made up: the file names no times, so each row comes a second after the one before.',
    type: 'string',
    format: 'date-time',
    examples: [formatTimeUs(parseTimeUs(MADE_UP_START))],
  };
  return {
    field: { name: names.free('occurred_at'), schema, expression, required: true, comment: 'made up: each row comes a second after the one before' },
    consumed: [],
    over: ['10s', '100s', '1000s'],
    lateness: '10m',
    ahead: '5m',
    sort: false,
    precision: 'made',
    told: 'no column is a time: each row comes a second after the one before, so that windows are over the last 10, 100 and 1,000 rows',
  };
}

function windowLengths(spanUs: number): readonly string[] {
  if (spanUs >= 20 * DAY_US) return ['1d', '7d', '30d'];
  if (spanUs >= 2 * DAY_US) return ['1h', '1d', '7d'];
  return spanUs >= 2 * HOUR_US ? ['10m', '1h', '1d'] : ['1m', '10m', '1h'];
}
