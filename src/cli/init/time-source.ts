import { parseTimeUs } from '../../definition/index.js';
import type { Column } from './column.js';
import type { TimeRange } from './column-facts.js';
import { literal, wordsOf } from './names.js';
import { dateOnly, hasZone } from './time-forms.js';

/** Where times begin that are told as seconds since a start that nobody wrote down, or that have to be made up. */
export const MADE_UP_START = '2000-01-01T00:00:00Z';
const EPOCH = '1970-01-01T00:00:00Z';
const TIME_WORDS = 'time date datetime timestamp ts at when created occurred t day epoch stamp start started'.split(' ');
const NOT_WORDS = 'birth dob born expiry expires expiration end updated modified valid due duration'.split(' ');
/** Unix times in these units lie between 1979 and 2100. */
const UNITS = [
  { unit: 's', per: 1 },
  { unit: 'ms', per: 1e3 },
  { unit: 'us', per: 1e6 },
] as const;
const EARLIEST_S = 3e8;
const LATEST_S = 4.1e9;
const SECOND_US = 1_000_000;
const LONGEST_ELAPSED_S = 2e9;

/** How the time of an event comes from its row. */
export interface TimeSource {
  readonly columns: readonly Column[];
  readonly expression: string;
  /** What was assumed, for whoever reads it. */
  readonly guess: string;
  readonly range: Pick<TimeRange, 'firstUs' | 'lastUs' | 'backUs' | 'behind'>;
  /** A column with a better score is more likely the one. */
  readonly score: number;
}

/** The column as the time of the events; undefined where it cannot be. @param given it was named by the user. */
export function timeSource(column: Column, columns: readonly Column[], given: boolean): TimeSource | undefined {
  const words = wordsOf(column.name);
  const hint = words.some((word) => TIME_WORDS.includes(word));
  const points = (hint ? 4 : 0) - (words.some((word) => NOT_WORDS.includes(word)) ? 6 : 0);
  const found = column.kind === 'integer' || column.kind === 'double' || column.kind === 'decimal' ? numeric(column, given || hint) : textual(column, columns);
  return found && { ...found, score: found.score + points + (found.range.behind <= column.facts.filled / 100 ? 2 : 0) };
}

function textual(column: Column, columns: readonly Column[]): TimeSource | undefined {
  const { facts, text } = column;
  if (column.kind !== 'time') return undefined;
  const form = likeliest(facts.forms, facts.times);
  const range = facts.times.get(form);
  if (!range) return undefined;
  const clock = dateOnly(form) ? clockColumn(columns) : undefined;
  if (clock) {
    const whole = `${form} ${clock.form}`;
    const { firstUs, lastUs, backUs, behind } = range;
    const day = { firstUs, lastUs: lastUs + 86_400 * SECOND_US, backUs, behind };
    const guess = `columns ${column.name} and ${clock.column.name} together, read as ${whole} in UTC`;
    return { columns: [column, clock.column], expression: `strptime(${text} + " " + ${clock.column.text}, ${literal(whole)})`, guess, range: day, score: 3 };
  }
  const zone = hasZone(form) ? '' : ' in UTC: it names no zone';
  const rivals = facts.forms.filter((other) => other !== form && facts.times.has(other));
  const guess = form === '' ? 'RFC 3339' : `read as ${form}${zone}` + (rivals.length > 0 ? `; ${rivals[0]} would fit too` : '');
  return {
    columns: [column],
    expression: form === '' ? `timestamp(${text})` : `strptime(${text}, ${literal(form)})`,
    guess,
    range,
    score: dateOnly(form) ? 1 : hasZone(form) ? 3 : 2,
  };
}

/** Of the forms that fit every value, the one in which the rows go back in time least: that tells days from months. */
function likeliest(forms: readonly string[], times: ReadonlyMap<string, TimeRange>): string {
  return forms.reduce((found, form) => ((times.get(form)?.behind ?? Infinity) < (times.get(found)?.behind ?? Infinity) ? form : found));
}

function clockColumn(columns: readonly Column[]): { readonly column: Column; readonly form: string } | undefined {
  for (const column of columns) {
    const { facts, full, kind } = column;
    if (!full || kind !== 'text') continue;
    if ([...facts.distinct].every((value) => /^(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?$/.test(value))) return { column, form: '%H:%M:%S' };
    if ([...facts.distinct].every((value) => /^(?:[01]?\d|2[0-3]):[0-5]\d$/.test(value))) return { column, form: '%H:%M' };
  }
  return undefined;
}

function numeric(column: Column, hint: boolean): TimeSource | undefined {
  const { facts, text } = column;
  const compact = facts.longest === 8 && facts.allIntegers ? facts.times.get('%Y%m%d') : undefined;
  if (compact && facts.forms.includes('%Y%m%d') && hint)
    return { columns: [column], expression: `strptime(${text}, "%Y%m%d")`, guess: 'read as %Y%m%d in UTC', range: compact, score: 1 };
  if (facts.digits > 9 || (!hint && !facts.rising)) return undefined;
  const unit = UNITS.find(({ per }) => facts.least >= EARLIEST_S * per && facts.most <= LATEST_S * per);
  if (unit) return elapsed(column, unit.unit, unit.per, EPOCH, `Unix time in ${unit.unit === 's' ? 'seconds' : unit.unit}`, 2);
  const perSecond = /(^|_)(ms|millis|milliseconds)($|_)/i.test(column.name) ? 1e3 : 1;
  if (!hint || !facts.rising || facts.least < 0 || facts.most / perSecond > LONGEST_ELAPSED_S) return undefined;
  const named = perSecond === 1 ? 'seconds' : 'milliseconds';
  return elapsed(
    column,
    perSecond === 1 ? 's' : 'ms',
    perSecond,
    MADE_UP_START,
    `${named} since a start that the file does not name: ${MADE_UP_START} stands for it`,
    0,
  );
}

function elapsed(column: Column, unit: string, per: number, start: string, guess: string, score: number): TimeSource {
  const { facts, text } = column;
  const startUs = parseTimeUs(start);
  const at = (value: number) => startUs + Math.floor((value / per) * SECOND_US);
  const whole = facts.allIntegers && unit === 's' && start === EPOCH;
  return {
    columns: [column],
    expression: whole ? `timestamp(int(${text}))` : `timestamp(${literal(start)}) + duration(${text} + ${literal(unit)})`,
    guess,
    range: { firstUs: at(facts.least), lastUs: at(facts.most), backUs: (facts.backMost / per) * SECOND_US, behind: facts.behind },
    score,
  };
}
