import type { ColumnFacts } from './column-facts.js';
import { literal } from './names.js';

export type Kind = 'integer' | 'decimal' | 'double' | 'truth' | 'time' | 'text';

/** More decimals than this are a measurement, not an amount. */
const MOST_DECIMALS = 4;
const TRUE_WORDS = new Set(['true', 't', 'yes', 'y']);

/** A column of the file as a field of the event. */
export interface Column {
  /** As the file has it. */
  readonly name: string;
  readonly field: string;
  readonly kind: Kind;
  readonly facts: ColumnFacts;
  /** Expression of its text. */
  readonly text: string;
  /** Every row has a value. */
  readonly full: boolean;
  /** Expression that is true where the row has a value; undefined where each has. */
  readonly when: string | undefined;
}

export function columnOf(facts: ColumnFacts, field: string, rows: number, json: boolean): Column {
  const kind = kindOf(facts);
  const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(facts.name) && !['in', 'true', 'false', 'null'].includes(facts.name);
  const read = plain ? `row.${facts.name}` : `row[${literal(facts.name)}]`;
  const text = facts.padded ? `trim(${read})` : read;
  // Words for no value mean it among numbers only: among texts they may be a value like any other.
  const blanks = [...facts.blanks].filter((blank) => kind !== 'text' || blank === '');
  const full = facts.filled === rows || (kind === 'text' && blanks.length === 0 && facts.filled + facts.blankRows === rows);
  return { name: facts.name, field, kind, facts, text, full, when: full ? undefined : whenOf(text, blanks, json && plain ? `has(${read})` : undefined) };
}

function whenOf(text: string, blanks: readonly string[], has: string | undefined): string {
  const [only = '', ...others] = blanks;
  const filled = others.length === 0 ? `${text} != ${literal(only)}` : `!(${text} in [${blanks.map(literal).join(', ')}])`;
  if (has === undefined) return filled;
  return blanks.length === 0 ? has : `${has} && ${filled}`;
}

function kindOf(facts: ColumnFacts): Kind {
  if (facts.allTruths && new Set([...facts.distinct].map((value) => value.toLowerCase())).size <= 2) return 'truth';
  if (facts.allIntegers) return 'integer';
  if (facts.allNumbers) return isDecimal(facts) ? 'decimal' : 'double';
  return facts.forms.length > 0 ? 'time' : 'text';
}

function isDecimal({ digits, least, most }: ColumnFacts): boolean {
  return digits >= 1 && digits <= MOST_DECIMALS && Math.max(-least, most) * 10 ** digits < 2 ** 43;
}

/** A column that numbers the rows, as pandas writes its index: it says nothing about an event. */
export function numbersRows({ kind, facts }: Column): boolean {
  return kind === 'integer' && facts.filled > 2 && facts.unique && facts.rising && facts.most - facts.least === facts.filled - 1;
}

/** Expression of the column's value as its field has it. */
export function valueExpression({ kind, text, facts }: Column): string {
  if (kind === 'integer') return `int(${text})`;
  if (kind === 'decimal' || kind === 'double') return `double(${text})`;
  if (kind === 'truth')
    return `${text}.lowerAscii() in [${
      [...TRUE_WORDS]
        .filter((word) => holds(facts, word))
        .map(literal)
        .join(', ') || literal('true')
    }]`;
  return text;
}

function holds(facts: ColumnFacts, word: string): boolean {
  return [...facts.distinct].some((value) => value.toLowerCase() === word);
}

/** JSON Schema of the column's field. Texts and numbers may be larger than those seen; their kind may not change. */
export function schemaOf({ name, kind, facts }: Column): Record<string, unknown> {
  const description = `Column ${JSON.stringify(name.slice(0, 200))} of the file.`;
  const [example] = facts.distinct;
  if (kind === 'integer') return { description, type: 'integer', examples: [Number(example)] };
  if (kind === 'decimal')
    return {
      description: `${description} An amount with ${facts.digits} decimals: sums of it are exact.`,
      type: 'number',
      multipleOf: Number(`1e-${facts.digits}`),
      examples: [Number(example)],
    };
  if (kind === 'double') return { description, type: 'number', examples: [Number(example)] };
  if (kind === 'truth') return { description, type: 'boolean', examples: [true] };
  return { description, type: 'string', maxLength: roomFor(facts.longest), examples: [example ?? 'a'] };
}

function roomFor(longest: number): number {
  return Math.max(64, 2 ** Math.ceil(Math.log2(longest * 4 + 1)));
}
