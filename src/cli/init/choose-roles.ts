import { UsageError } from '../problem.js';
import { nearest } from '../../definition/index.js';
import { type Column, numbersRows } from './column.js';
import { wordsOf } from './names.js';
import { type TimeSource, timeSource } from './time-source.js';

const ID_WORDS = ['id', 'uuid', 'guid', 'key', 'tx', 'txn', 'transaction', 'ref', 'reference', 'number', 'no', 'code', 'hash'];
const ENTITY_WORDS =
  'customer user client account card member person patient device sensor machine store shop terminal merchant product item session ip email phone driver vehicle car station host node seller buyer employee student player subscriber household company vendor supplier asset meter site branch agent country city region zone sender receiver payer payee owner username name nameorig namedest'.split(
    ' ',
  );
const AMOUNT_WORDS = 'amount amt price value total cost sum quantity qty fee balance payment revenue sales usd eur gbp charge salary spend paid'.split(' ');
const FEW_ROWS = 20;
const MOST_ENTITIES = 2;
const MOST_AMOUNTS = 2;
const LONGEST_KEY = 120;
/** Beyond it, a sum of many may not be finite. */
const LARGEST_AMOUNT = 1e15;

export interface RoleOptions {
  readonly id?: string | undefined;
  readonly time?: string | undefined;
  readonly key?: string | undefined;
  readonly label?: string | undefined;
}

/** What each column is for. Undefined: no column is fit for it. */
export interface Roles {
  readonly label: Column | undefined;
  readonly time: TimeSource | undefined;
  readonly id: Column | undefined;
  readonly key: Column | undefined;
  readonly entities: readonly Column[];
  readonly amounts: readonly Column[];
}

/** Chooses by what was asked for, else by names and values. Error: UsageError where the column that was asked for cannot be used. */
export function chooseRoles(columns: readonly Column[], rows: number, options: RoleOptions): Roles {
  const label = asked(columns, options.label, '--label');
  const key = asked(columns, options.key, '--key');
  const givenId = asked(columns, options.id, '--id');
  const givenTime = asked(columns, options.time, '--time');
  const spoken = new Set([label, key, givenId].filter((column) => column !== undefined));
  const time = givenTime ? givenTimeSource(givenTime, columns) : bestTime(columns.filter((column) => !spoken.has(column)));
  for (const column of time?.columns ?? []) spoken.add(column);
  if (givenId) checkId(givenId);
  const id = givenId ?? best(columns, (column) => (spoken.has(column) ? 0 : idScore(column, columns, rows)));
  if (id) spoken.add(id);
  if (key && !key.full) throw new UsageError(`--key ${key.name}: some rows have no value there, and every event needs its key: name another column`);
  const ranked = columns.filter((column) => !spoken.has(column) && entityScore(column, rows) > 0).sort((a, b) => entityScore(b, rows) - entityScore(a, rows));
  const chosen = key ?? ranked[0];
  const entities = ranked.filter((column) => column !== chosen && entityScore(column, rows) >= 3).slice(0, MOST_ENTITIES);
  for (const column of [chosen, ...entities]) if (column) spoken.add(column);
  const amounts = columns.filter((column) => !spoken.has(column) && amountScore(column) > 0).sort((a, b) => amountScore(b) - amountScore(a));
  return { label, time, id, key: chosen, entities, amounts: amounts.slice(0, MOST_AMOUNTS) };
}

function asked(columns: readonly Column[], name: string | undefined, option: string): Column | undefined {
  if (name === undefined) return undefined;
  const found = columns.find((column) => column.name === name) ?? columns.find((column) => column.field === name);
  if (found) return found;
  const names = columns.map((column) => column.name);
  const near = nearest(name, names);
  throw new UsageError(
    `${option} ${name}: there is no such column with values${near === undefined ? `; there is ${names.slice(0, 30).join(', ')}` : `: did you mean "${near}"?`}`,
  );
}

function checkId(column: Column): void {
  if (!column.full) throw new UsageError(`--id ${column.name}: some rows have no value there, and every event needs its id: leave --id out to number the rows`);
  if (!column.facts.unique || column.facts.blankRows > 1)
    throw new UsageError(`--id ${column.name}: the same value stands in several rows, and an id names one event: leave --id out to number the rows`);
}

function givenTimeSource(column: Column, columns: readonly Column[]): TimeSource {
  const source = timeSource(column, columns, true);
  if (source && column.full) return source;
  throw new UsageError(
    `--time ${column.name}: ` +
      (column.full
        ? `its values, such as ${JSON.stringify([...column.facts.distinct][0]?.slice(0, 40))}, are no times in a form that is known: write it as 2026-01-31T09:30:00Z or as Unix seconds first, or leave --time out to number the rows`
        : 'some rows have no value there, and every event needs its time: fill it first, or leave --time out'),
  );
}

function best(columns: readonly Column[], score: (column: Column) => number): Column | undefined {
  let found: Column | undefined;
  let most = 0;
  for (const column of columns) {
    const points = score(column);
    if (points > most) [found, most] = [column, points];
  }
  return found;
}

function bestTime(columns: readonly Column[]): TimeSource | undefined {
  const sources = columns.flatMap((column) => (column.full ? [timeSource(column, columns, false)] : [])).filter((source) => source !== undefined);
  return sources.reduce<TimeSource | undefined>((found, one) => (found === undefined || one.score > found.score ? one : found), undefined);
}

function idScore(column: Column, columns: readonly Column[], rows: number): number {
  const { kind, facts, full } = column;
  if (!full || facts.blankRows > 0 || !facts.unique || (kind !== 'integer' && kind !== 'text') || facts.longest > LONGEST_KEY) return 0;
  const words = wordsOf(column.name);
  const hint = ID_WORDS.includes(words.at(-1) ?? '') || ID_WORDS.includes(words[0] ?? '');
  const first = columns[0] === column;
  if (hint) return first ? 6 : words.at(-1) === 'id' ? 5 : 4;
  if (kind === 'integer') return first && facts.rising ? 3 : 0;
  return first ? 2 : rows >= FEW_ROWS && facts.longest >= 8 ? 1 : 0;
}

/** More than 0: events of one value may make a series. */
function entityScore({ name, kind, facts, full }: Column, rows: number): number {
  const words = wordsOf(name);
  const hint = words.some((word) => ENTITY_WORDS.includes(word) || ENTITY_WORDS.includes(word.replace(/s$/, '')));
  const suffix = words.length > 1 && ID_WORDS.includes(words.at(-1) ?? '');
  if (!full || (kind !== 'integer' && kind !== 'text') || facts.longest > LONGEST_KEY) return 0;
  if (!hint && !suffix && (kind === 'integer' || facts.distinct.size > rows * 0.5 || facts.distinct.size < 2)) return 0;
  if (facts.distinct.size > Math.max(FEW_ROWS, rows * 0.9)) return 0;
  return (hint ? 4 : 0) + (suffix ? 3 : 0) + (kind === 'text' ? 1 : 0) + (facts.distinct.size > 12 ? 1 : 0) + (facts.distinct.size < 2 ? -3 : 0);
}

function amountScore(column: Column): number {
  const { name, kind, full, facts } = column;
  if (!full || numbersRows(column) || (kind !== 'integer' && kind !== 'decimal' && kind !== 'double') || facts.distinct.size < 3) return 0;
  const words = wordsOf(name);
  if (ID_WORDS.includes(words.at(-1) ?? '') || Math.max(-facts.least, facts.most) > LARGEST_AMOUNT) return 0;
  return 1 + (words.some((word) => AMOUNT_WORDS.includes(word)) ? 5 : 0) + (kind === 'decimal' ? 2 : kind === 'double' ? 1 : 0);
}
