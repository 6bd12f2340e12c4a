import { MillraceError, parseTimeUs, strptime } from '../../definition/index.js';
import { TIME_FORMS } from './time-forms.js';

/** Texts that stand for no value, as programs write them. */
const NOTHING = new Set([
  '',
  'NA',
  'N/A',
  '#N/A',
  'NaN',
  'nan',
  'NAN',
  'null',
  'NULL',
  'Null',
  'None',
  'none',
  '<NA>',
  '\\N',
  'NaT',
  'inf',
  '-inf',
  'Infinity',
  '-Infinity',
]);
const TRUTH = new Set(['true', 'false', 'yes', 'no', 't', 'f', 'y', 'n']);
const INTEGER = /^[+-]?(?:0|[1-9]\d{0,15})$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
/** Values told apart; past it a column has many, and whether they are all different is judged by their hashes no more. */
const MOST_DISTINCT = 200_000;

/** What the values of one column have in common, gathered value by value. */
export class ColumnFacts {
  /** Rows with a value, and with a text for none. */
  filled = 0;
  blankRows = 0;
  /** Texts for no value that were met, without spaces around them. */
  readonly blanks = new Set<string>();
  allIntegers = true;
  allNumbers = true;
  allTruths = true;
  /** Most digits behind the point; Infinity with an exponent. */
  digits = 0;
  least = Infinity;
  most = -Infinity;
  longest = 0;
  /** Values that are smaller than the largest before them, and by how much at most: as numbers. */
  behind = 0;
  backMost = 0;
  readonly distinct = new Set<string>();
  /** Some value stands between spaces. */
  padded = false;
  /** Forms of a time that all values have: '' is RFC 3339. */
  forms: readonly string[] = ['', ...TIME_FORMS];
  readonly times = new Map<string, TimeRange>();
  private last = -Infinity;

  constructor(readonly name: string) {}

  /** True where every value met is different; a column with too many values to tell is taken to be so. */
  get unique(): boolean {
    return this.distinct.size === this.filled || this.distinct.size >= MOST_DISTINCT;
  }

  /** No value is smaller than one before it: as numbers. */
  get rising(): boolean {
    return this.behind === 0;
  }

  add(text: string): void {
    const value = text.trim();
    if (value !== text) this.padded = true;
    if (NOTHING.has(value)) {
      this.blanks.add(value);
      this.blankRows++;
      return;
    }
    this.filled++;
    this.longest = Math.max(this.longest, value.length);
    if (this.distinct.size < MOST_DISTINCT) this.distinct.add(value);
    if (this.allTruths && !TRUTH.has(value.toLowerCase())) this.allTruths = false;
    if (this.allNumbers) this.number(value);
    if (this.forms.length > 0) this.forms = this.forms.filter((form) => this.hasForm(value, form));
  }

  private number(text: string): void {
    const value = NUMBER.test(text) ? Number(text) : NaN;
    if (!Number.isFinite(value)) {
      this.allNumbers = this.allIntegers = false;
      return;
    }
    if (this.allIntegers && !(INTEGER.test(text) && Number.isSafeInteger(value))) this.allIntegers = false;
    this.digits = Math.max(this.digits, /[eE]/.test(text) ? Infinity : text.includes('.') ? text.length - text.indexOf('.') - 1 : 0);
    this.least = Math.min(this.least, value);
    this.most = Math.max(this.most, value);
    if (value < this.last) {
      this.behind++;
      this.backMost = Math.max(this.backMost, this.last - value);
    } else this.last = value;
  }

  private hasForm(text: string, form: string): boolean {
    try {
      const us = form === '' ? parseTimeUs(text) : strptime(text, form);
      const known = this.times.get(form);
      if (known) known.add(us);
      else this.times.set(form, new TimeRange(us));
      return true;
    } catch (error) {
      if (error instanceof MillraceError) return false;
      throw error;
    }
  }
}

/** Times of a column in the order of its rows, µs. */
export class TimeRange {
  firstUs: number;
  lastUs: number;
  /** How far at most a time lies behind the latest before it. */
  backUs = 0;
  /** Times behind the latest before them. */
  behind = 0;

  constructor(us: number) {
    this.firstUs = this.lastUs = us;
  }

  add(us: number): void {
    if (us < this.lastUs) {
      this.behind++;
      this.backUs = Math.max(this.backUs, this.lastUs - us);
    } else this.lastUs = us;
    this.firstUs = Math.min(this.firstUs, us);
  }
}
