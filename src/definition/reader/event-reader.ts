import { isUtf8 } from 'node:buffer';
import type { EventValue, WalkReader } from '../bound-plan.js';
import type { JsonSchema } from '../json-schema.js';
import { readTimeUs } from '../time.js';
import { type FieldReader, NOTHING, NUMBER, TEXT, TRUTH, readerPlan } from './reader-plan.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;

/** So many digits are read back as they were written, and so is their quotient by a power of ten. */
const MOST_DIGITS = 15;
/** Smaller numbers are printed with an exponent. */
const LEAST = 1e-6;
const POWERS = Float64Array.from({ length: MOST_DIGITS + 1 }, (_, i) => 10 ** i);
const LITERALS = [
  { bytes: Buffer.from('true'), value: true, bit: TRUTH },
  { bytes: Buffer.from('false'), value: false, bit: TRUTH },
  { bytes: Buffer.from('null'), value: null, bit: NOTHING },
];

/** What stands in the place of where a text begins: nothing, a number, a literal, a value of an enum. */
const ABSENT = -1;
const A_NUMBER = -2;
const A_LITERAL = -3;
const A_CHOICE = -6;

/**
 * Reads events of one schema from bytes in one walk: parses, guards, checks and writes the canonical form, for what events mostly are: a flat
 * object of texts without escapes, numbers of up to 15 digits, truths and nulls that keeps its schema. Whatever else comes, and all that is wrong, it
 * leaves to the general way (`JSON.parse`, `guardEvent`, the validator, `canonicalJson`), which alone says why: what is read here is what
 * that way gives, to the byte.
 */
export class EventReader implements WalkReader {
  private readonly count: number;
  private readonly names: readonly string[];
  private readonly required: Uint8Array;
  private readonly requiredTimeless: Uint8Array;
  /** Of the event that is read: for each field where its value stands in the source, and what it is. */
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly kinds: Int32Array;
  private readonly values: Float64Array;
  /** Which field came at each place of the last event: most often the next one is the same. */
  private readonly order: Int32Array;
  /** Of all events since `begin`: a beginning, or a kind, and an end or a number for each field. */
  private spans: Int32Array;
  private numbers: Float64Array;
  /** For each event: whether it has letters beyond ASCII. */
  private wides = new Uint8Array(64);
  private isWide = false;
  private read = 0;
  private at = 0;

  private constructor(
    private readonly fields: readonly FieldReader[],
    required: readonly string[],
    time: string | undefined,
  ) {
    this.count = fields.length;
    this.names = fields.map(({ name }) => name);
    const mask = (names: readonly string[]): Uint8Array => Uint8Array.from(fields, ({ name }) => (names.includes(name) ? 1 : 0));
    this.required = mask(required);
    this.requiredTimeless = mask(required.filter((name) => name !== time));
    this.from = new Int32Array(this.count);
    this.to = new Int32Array(this.count);
    this.kinds = new Int32Array(this.count);
    this.values = new Float64Array(this.count);
    this.order = Int32Array.from(fields, (_, i) => i);
    this.spans = new Int32Array(this.count * 2 * 64);
    this.numbers = new Float64Array(this.count * 64);
  }

  /** Undefined for a schema that says more than one walk can check. */
  static of(schema: JsonSchema, time: string | undefined): EventReader | undefined {
    const plan = readerPlan(schema);
    return plan && new EventReader(plan.fields, plan.required, time);
  }

  begin(): void {
    this.read = 0;
  }

  scan(source: Uint8Array, into: Uint8Array, at: number, timeless: boolean): number {
    this.kinds.fill(ABSENT);
    this.isWide = false;
    if (!this.object(source) || (this.isWide && !isUtf8(source))) return -1;
    const required = timeless ? this.requiredTimeless : this.required;
    for (let f = 0; f < this.count; f++) if (required[f] === 1 && this.kinds[f] === ABSENT) return -1;
    return this.write(source, into, at);
  }

  wide(e: number): boolean {
    return this.wides[e] === 1;
  }

  event(e: number, text: string, base: number): EventValue | undefined {
    const { fields, names, spans, count } = this;
    const event: Record<string, unknown> = {};
    for (let f = 0, i = e * count; f < count; f++, i++) {
      const start = spans[i * 2];
      if (start === ABSENT) continue;
      const letters = start >= 0 ? text.substring(start - base, spans[i * 2 + 1] - base) : '';
      const value = start < 0 ? this.otherValue(start, f, i) : this.wides[e] === 1 ? Buffer.from(letters, 'latin1').toString('utf8') : letters;
      const { time, validate } = fields[f];
      if (time && start >= 0 && Number.isNaN(readTimeUs(value as string))) return undefined;
      if (validate && !validate(value)) return undefined;
      event[names[f]] = value;
    }
    return event;
  }

  private otherValue(kind: number, f: number, i: number): unknown {
    if (kind === A_NUMBER) return this.numbers[i];
    return kind <= A_CHOICE ? this.fields[f].texts[A_CHOICE - kind] : LITERALS[A_LITERAL - kind].value;
  }

  private object(source: Uint8Array): boolean {
    const { length } = source;
    this.at = 0;
    if (this.next(source) !== OPEN) return false;
    this.at++;
    for (let n = 0; ; n++) {
      if (this.next(source) !== QUOTE) return false;
      const field = this.name(source, n);
      if (field < 0 || this.kinds[field] !== ABSENT) return false;
      if (this.next(source) !== COLON) return false;
      this.at++;
      if (!this.value(source, field, this.next(source))) return false;
      const after = this.next(source);
      this.at++;
      if (after === COMMA) continue;
      if (after !== CLOSE) return false;
      if (this.at < length) this.next(source);
      return this.at === length;
    }
  }

  /** The byte at the next place that is not white space; NaN at the end. */
  private next(source: Uint8Array): number {
    let byte = source[this.at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = source[++this.at];
    return byte;
  }

  /** Which field has the name that is the `n`th; -1 for none. */
  private name(source: Uint8Array, n: number): number {
    const { fields, order } = this;
    const start = this.at + 1;
    const likely = n < this.count ? order[n] : 0;
    if (this.isName(source, start, fields[likely].bytes)) return likely;
    for (let f = 0; f < fields.length; f++) {
      if (!this.isName(source, start, fields[f].bytes)) continue;
      if (n < this.count) order[n] = f;
      return f;
    }
    return -1;
  }

  private isName(source: Uint8Array, start: number, bytes: Uint8Array): boolean {
    const end = start + bytes.length;
    if (source[end] !== QUOTE || !matches(source, start, bytes)) return false;
    this.at = end + 1;
    return true;
  }

  private value(source: Uint8Array, f: number, first: number): boolean {
    const field = this.fields[f];
    this.from[f] = this.at;
    if (first === QUOTE) return (field.allows & TEXT) !== 0 && this.text(source, f, field);
    if (first === MINUS || (first >= ZERO && first <= ZERO + 9)) return (field.allows & NUMBER) !== 0 && this.number(source, f, field);
    for (let i = 0; i < LITERALS.length; i++) {
      const { bytes, bit } = LITERALS[i];
      if (!matches(source, this.at, bytes)) continue;
      this.at += bytes.length;
      this.to[f] = this.at;
      this.kinds[f] = A_LITERAL - i;
      return (field.allows & bit) !== 0;
    }
    return false;
  }

  /** Without escapes; whether its bytes are UTF-8 is asked once for the whole event. */
  private text(source: Uint8Array, f: number, field: FieldReader): boolean {
    const start = this.at + 1;
    let end = start;
    let byte = source[end];
    let seen = 0;
    while (byte >= 0x20 && byte !== QUOTE && byte !== BACKSLASH) {
      seen |= byte;
      byte = source[++end];
    }
    if (byte !== QUOTE) return false;
    this.at = end + 1;
    this.to[f] = this.at;
    const length = end - start;
    if (seen >= 0x80) this.isWide = true;
    const letters = seen >= 0x80 ? lettersOf(source, start, end) : length;
    if (letters < field.minLength || letters > field.maxLength) return false;
    this.kinds[f] = 0;
    const { values } = field;
    if (values === undefined) return true;
    for (let i = 0; i < values.length; i++) {
      if (values[i].length !== length || !matches(source, start, values[i])) continue;
      this.kinds[f] = A_CHOICE - i;
      return true;
    }
    return false;
  }

  /** Up to 15 digits, without an exponent; zeros at the end of a fraction are left out, as the canonical form has it. */
  private number(source: Uint8Array, f: number, field: FieldReader): boolean {
    let at = this.at;
    const negative = source[at] === MINUS;
    if (negative) at++;
    const first = at;
    let digits = 0;
    let byte = source[at];
    for (; byte >= ZERO && byte <= ZERO + 9; byte = source[++at]) digits = digits * 10 + (byte - ZERO);
    const whole = at - first;
    if (whole === 0 || whole > MOST_DIGITS || (whole > 1 && source[first] === ZERO)) return false;
    let end = at;
    let fraction = 0;
    if (byte === DOT) {
      const start = ++at;
      for (byte = source[at]; byte >= ZERO && byte <= ZERO + 9; byte = source[++at]) {
        digits = digits * 10 + (byte - ZERO);
        if (byte !== ZERO) end = at + 1;
      }
      fraction = at - start;
      if (fraction === 0 || whole + fraction > MOST_DIGITS) return false;
    }
    // An exponent, or what is no number at all.
    if ((byte | 0x20) === 0x65) return false;
    const size = digits / POWERS[fraction];
    if (size < LEAST && (size !== 0 || negative)) return false;
    this.at = at;
    this.to[f] = end;
    this.kinds[f] = A_NUMBER;
    const value = negative ? -size : size;
    this.values[f] = value;
    return value >= field.minimum && value <= field.maximum && (!field.integer || Number.isInteger(value));
  }

  private write(source: Uint8Array, into: Uint8Array, at: number): number {
    const { count, fields, kinds, from, to } = this;
    let i = this.read * count;
    if ((i + count) * 2 > this.spans.length) this.grow();
    const { spans, numbers } = this;
    into[at++] = OPEN;
    const first = at;
    for (let f = 0; f < count; f++, i++) {
      const kind = kinds[f];
      spans[i * 2] = kind;
      if (kind === ABSENT) continue;
      const { head } = fields[f];
      for (let j = at === first ? 1 : 0; j < head.length; j++) into[at++] = head[j];
      const end = to[f];
      if (kind === 0) spans[i * 2] = at + 1;
      for (let j = from[f]; j < end; j++) into[at++] = source[j];
      if (kind === 0) spans[i * 2 + 1] = at - 1;
      else if (kind === A_NUMBER) numbers[i] = this.values[f];
    }
    into[at++] = CLOSE;
    this.wides[this.read++] = this.isWide ? 1 : 0;
    return at;
  }

  private grow(): void {
    const { spans, numbers, wides } = this;
    this.wides = new Uint8Array(wides.length * 2);
    this.wides.set(wides);
    this.spans = new Int32Array(spans.length * 2);
    this.spans.set(spans);
    this.numbers = new Float64Array(numbers.length * 2);
    this.numbers.set(numbers);
  }
}

/** Code points of UTF-8: bytes that begin one. */
function lettersOf(source: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if ((source[i] & 0xc0) !== 0x80) count++;
  return count;
}

function matches(source: Uint8Array, start: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (source[start + i] !== bytes[i]) return false;
  return true;
}
