import type { ASTNode } from '@marcbachmann/cel-js';
import { MillraceError } from '../error.js';
import { compareText } from './compare-text.js';
import { type Faults, type Run, type Term, folded, unknownType } from './term.js';
import { safeInt, safeTime } from './values.js';
import { type ValueType, isList, isNumber, typeName } from './value-type.js';

type NumberOperation = (left: number, right: number) => number;

/** Arithmetic by the types of both sides: the type of the result, and how it is computed. Ints and doubles do not mix, as CEL says. */
const ARITHMETIC: Readonly<Record<string, readonly [ValueType, NumberOperation]>> = {
  'int + int': ['int', (a, b) => safeInt(a + b)],
  'int - int': ['int', (a, b) => safeInt(a - b)],
  'int * int': ['int', (a, b) => safeInt(a * b)],
  'int / int': ['int', (a, b) => Math.trunc(a / divisor(b)) + 0],
  'int % int': ['int', (a, b) => (a % divisor(b)) + 0],
  'double + double': ['double', (a, b) => a + b],
  'double - double': ['double', (a, b) => a - b],
  'double * double': ['double', (a, b) => a * b],
  'double / double': ['double', (a, b) => a / b],
  'timestamp + duration': ['timestamp', (a, b) => safeTime(a + b)],
  'duration + timestamp': ['timestamp', (a, b) => safeTime(a + b)],
  'timestamp - duration': ['timestamp', (a, b) => safeTime(a - b)],
  'timestamp - timestamp': ['duration', (a, b) => a - b],
  'duration + duration': ['duration', (a, b) => safeInt(a + b)],
  'duration - duration': ['duration', (a, b) => safeInt(a - b)],
};

const COMPARISON: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function divisor(value: number): number {
  if (value === 0) throw new MillraceError('expression_failed', 'poison', 'division by zero');
  return value;
}

export function binary(node: ASTNode, left: Term, right: Term, faults: Faults): Term {
  if (unknownType(left, right)) return { node, type: 'unknown', run: () => undefined };
  const made = node.op === 'in' ? within(left, right) : (comparison(node.op, left, right) ?? arithmetic(node.op, left, right));
  if (made) return folded({ node, ...made }, [left, right], faults);
  return faults.at(node, 'expression_type', `${typeName(left.type)} ${node.op} ${typeName(right.type)} is not defined${hint(node.op, left, right)}`);
}

type Made = Pick<Term, 'type' | 'run'>;

function arithmetic(op: string, left: Term, right: Term): Made | undefined {
  const l = left.run as (a: unknown, b: unknown) => number;
  const r = right.run as (a: unknown, b: unknown) => number;
  if (op === '+' && left.type === 'string' && right.type === 'string')
    return { type: 'string', run: (a, b) => (l(a, b) as unknown as string) + (r(a, b) as unknown as string) };
  const known = ARITHMETIC[`${typeName(left.type)} ${op} ${typeName(right.type)}`];
  if (!known) return undefined;
  const [type, operation] = known;
  return { type, run: (a, b) => operation(l(a, b), r(a, b)) };
}

function comparable(left: ValueType, right: ValueType): boolean {
  return (typeof left === 'string' && left === right && left !== 'output') || (isNumber(left) && isNumber(right));
}

function comparison(op: string, left: Term, right: Term): Made | undefined {
  if (!comparable(left.type, right.type)) return undefined;
  const l = left.run;
  const r = right.run;
  if (op === '==') return { type: 'bool', run: (a, b) => l(a, b) === r(a, b) };
  if (op === '!=') return { type: 'bool', run: (a, b) => l(a, b) !== r(a, b) };
  const test = COMPARISON[op];
  if (!test || left.type === 'bool') return undefined;
  return {
    type: 'bool',
    run: left.type === 'string' ? (a, b) => test(compareText(l(a, b) as string, r(a, b) as string)) : numberComparison(op, l as NumberRun, r as NumberRun),
  };
}

type NumberRun = (first: unknown, second: unknown) => number;

function numberComparison(op: string, l: NumberRun, r: NumberRun): Run {
  if (op === '<') return (a, b) => l(a, b) < r(a, b);
  if (op === '<=') return (a, b) => l(a, b) <= r(a, b);
  if (op === '>') return (a, b) => l(a, b) > r(a, b);
  return (a, b) => l(a, b) >= r(a, b);
}

function within(left: Term, right: Term): Made | undefined {
  if (!isList(right.type) || !comparable(left.type, right.type.list)) return undefined;
  const l = left.run;
  const list = right.run as (a: unknown, b: unknown) => readonly unknown[];
  return { type: 'bool', run: (a, b) => list(a, b).includes(l(a, b)) };
}

function hint(op: string, left: Term, right: Term): string {
  if (isNumber(left.type) && isNumber(right.type) && left.type !== right.type) {
    const int = left.type === 'int' ? left : right;
    return int.node.op === 'value' ? `: write ${String(int.node.args)}.0` : ': convert one with double() or int()';
  }
  return op === 'in' && !isList(right.type) ? ': the right side must be a list' : '';
}
