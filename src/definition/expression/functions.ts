import type { ASTNode } from '@marcbachmann/cel-js';
import { nearest } from '../nearest.js';
import { DAY_US, formatTimeUs, parseTimeUs } from '../time.js';
import { type Faults, type Overload, type Run, type Term, folded, unknownType } from './term.js';
import { isList, isNumber, typeName } from './value-type.js';
import { codePoints, doubleOfText, durationOfText, intOfDouble, intOfText, safeTime } from './values.js';

const HOUR_US = 3_600_000_000;
const SECOND_US = 1_000_000;

const date = (us: number) => new Date(Math.floor(us / 1_000));
const dayOfYear = (us: number) => (Math.floor(us / DAY_US) - Date.UTC(date(us).getUTCFullYear(), 0, 1) / 86_400_000) | 0;
const ascii = (text: string, range: RegExp, change: (letters: string) => string) => text.replace(range, change);

const FUNCTIONS: Readonly<Record<string, Overload>> = {
  'int(int)': ['int', (x: number) => x],
  'int(double)': ['int', intOfDouble],
  'int(string)': ['int', intOfText],
  'int(timestamp)': ['int', (us: number) => Math.floor(us / SECOND_US)],
  'double(double)': ['double', (x: number) => x],
  'double(int)': ['double', (x: number) => x],
  'double(string)': ['double', doubleOfText],
  'string(string)': ['string', (x: string) => x],
  'string(int)': ['string', String],
  'string(double)': ['string', String],
  'string(bool)': ['string', String],
  'string(timestamp)': ['string', formatTimeUs],
  'timestamp(string)': ['timestamp', parseTimeUs],
  'timestamp(int)': ['timestamp', (seconds: number) => safeTime(seconds * SECOND_US)],
  'timestamp(timestamp)': ['timestamp', (us: number) => us],
  'duration(string)': ['duration', durationOfText],
  'size(string)': ['int', codePoints],
};

const METHODS: Readonly<Record<string, Overload>> = {
  'string.size()': ['int', codePoints],
  'string.startsWith(string)': ['bool', (text: string, start: string) => text.startsWith(start)],
  'string.endsWith(string)': ['bool', (text: string, end: string) => text.endsWith(end)],
  'string.contains(string)': ['bool', (text: string, part: string) => text.includes(part)],
  'string.lowerAscii()': ['string', (text: string) => ascii(text, /[A-Z]+/g, (letters) => letters.toLowerCase())],
  'string.upperAscii()': ['string', (text: string) => ascii(text, /[a-z]+/g, (letters) => letters.toUpperCase())],
  'timestamp.getFullYear()': ['int', (us: number) => date(us).getUTCFullYear()],
  'timestamp.getMonth()': ['int', (us: number) => date(us).getUTCMonth()],
  'timestamp.getDate()': ['int', (us: number) => date(us).getUTCDate()],
  'timestamp.getDayOfMonth()': ['int', (us: number) => date(us).getUTCDate() - 1],
  'timestamp.getDayOfWeek()': ['int', (us: number) => (Math.floor(us / DAY_US) + 4) % 7],
  'timestamp.getDayOfYear()': ['int', dayOfYear],
  'timestamp.getHours()': ['int', (us: number) => Math.floor((us % DAY_US) / HOUR_US)],
  'timestamp.getMinutes()': ['int', (us: number) => Math.floor((us % HOUR_US) / (60 * SECOND_US))],
  'timestamp.getSeconds()': ['int', (us: number) => Math.floor((us % (60 * SECOND_US)) / SECOND_US)],
  'timestamp.getMilliseconds()': ['int', (us: number) => Math.floor((us % SECOND_US) / 1_000)],
  'duration.getHours()': ['int', (us: number) => Math.trunc(us / HOUR_US)],
  'duration.getMinutes()': ['int', (us: number) => Math.trunc(us / (60 * SECOND_US))],
  'duration.getSeconds()': ['int', (us: number) => Math.trunc(us / SECOND_US)],
};

/** CEL has them and we do not, on purpose: their cost has no bound that is known when the document is checked, or engines differ in them. */
const REFUSED = new Set(['matches', 'all', 'exists', 'exists_one', 'map', 'filter', 'bind', 'dyn', 'type', 'bytes', 'uint', 'bool', 'split', 'join', 'json']);

const nameOf = (signature: string) => signature.slice(0, signature.indexOf('('));
const NAMES = [...new Set(['has', ...Object.keys(FUNCTIONS).map(nameOf)])];
const METHOD_NAMES = [...new Set(Object.keys(METHODS).map((signature) => signature.slice(signature.indexOf('.') + 1, signature.indexOf('('))))];

/** The fault of a function that is left out; its arguments may use names of their own, and are not looked at. */
export function refusal(node: ASTNode, name: string, faults: Faults): Term | undefined {
  if (!REFUSED.has(name)) return undefined;
  return faults.at(node, 'unknown_function', `${name}() is not supported: expressions are a listed subset of CEL, without loops and regular expressions`);
}

/** @param own functions of the scope alone. */
export function call(node: ASTNode, name: string, args: readonly Term[], faults: Faults, own: Readonly<Record<string, Overload>> = {}): Term {
  if (name === 'size' && args.length === 1 && isList(args[0].type)) return listSize(node, args[0], faults);
  if (Object.keys(own).some((signature) => nameOf(signature) === name)) return apply(node, own, `${name}(${types(args)})`, name, [name], args, faults);
  return apply(node, FUNCTIONS, `${name}(${types(args)})`, name, NAMES, args, faults);
}

export function method(node: ASTNode, name: string, receiver: Term, args: readonly Term[], faults: Faults): Term {
  if (name === 'size' && args.length === 0 && isList(receiver.type)) return listSize(node, receiver, faults);
  return apply(node, METHODS, `${typeName(receiver.type)}.${name}(${types(args)})`, name, METHOD_NAMES, [receiver, ...args], faults);
}

function types(args: readonly Term[]): string {
  return args.map(({ type }) => typeName(type)).join(', ');
}

function listSize(node: ASTNode, list: Term, faults: Faults): Term {
  return folded({ node, type: 'int', run: (a, b) => (list.run(a, b) as readonly unknown[]).length }, [list], faults);
}

function apply(
  node: ASTNode,
  known: Readonly<Record<string, Overload>>,
  signature: string,
  name: string,
  names: readonly string[],
  args: readonly Term[],
  faults: Faults,
): Term {
  if (!names.includes(name)) return faults.at(node, 'unknown_function', ...unknownFunction(name, names));
  if (unknownType(...args)) return { node, type: 'unknown', run: () => undefined };
  const overload = Object.hasOwn(known, signature) ? known[signature] : undefined;
  if (overload) return folded({ node, type: overload[0], run: applied(overload[1], args) }, args, faults);
  const offered = Object.keys(known).filter((one) => one === `${name}()` || one.includes(`${name}(`));
  return faults.at(node, 'expression_type', `there is no ${signature}; there is ${offered.join(', ')}`);
}

function unknownFunction(name: string, names: readonly string[]): [string, string?] {
  const near = nearest(name, names);
  return near === undefined ? [`there is no function ${name}()`] : [`there is no function ${name}(): did you mean ${near}()?`, near];
}

function applied(compute: (a: never, b: never) => unknown, args: readonly Term[]): Run {
  const [first, second] = args.map((arg) => arg.run as (a: unknown, b: unknown) => never);
  if (second) return (a, b) => compute(first(a, b), second(a, b));
  const one = compute as (a: never) => unknown;
  return (a, b) => one(first(a, b));
}

export function negated(node: ASTNode, operand: Term, faults: Faults): Term {
  const run = operand.run;
  if (unknownType(operand)) return operand;
  if (node.op === '!_') {
    if (operand.type !== 'bool') return faults.at(node, 'expression_type', `! needs a bool, this is ${typeName(operand.type)}`);
    return folded({ node, type: 'bool', run: (a, b) => run(a, b) !== true }, [operand], faults);
  }
  if (!isNumber(operand.type) && operand.type !== 'duration') return faults.at(node, 'expression_type', `- needs a number, this is ${typeName(operand.type)}`);
  return folded({ node, type: operand.type, run: (a, b) => -(run(a, b) as number) + 0 }, [operand], faults);
}
