import type { ASTNode } from '@marcbachmann/cel-js';
import { type ExpressionFault, compileExpression, compileNode, parseExpression, typeName } from '../expression/index.js';
import { nearest } from '../nearest.js';
import { AGGREGATES, type AggregateOperation, type EventPlan, type InputPlan } from '../plan.js';
import type { EventSchemas } from './event-schemas.js';

/** How each aggregate is written. */
const FORMS: Readonly<Record<AggregateOperation, string>> = {
  count: 'count()',
  sum: 'sum(x)',
  mean: 'mean(x)',
  min: 'min(x)',
  max: 'max(x)',
  variance: 'variance(x, "sample")',
  stddev: 'stddev(x, "population")',
  first: 'first(x)',
  last: 'last(x)',
  last_n: 'last_n(x, 3)',
  distinct: 'distinct(x)',
  time_since_last: 'time_since_last()',
};
const LATER: readonly string[] = ['approx_distinct', 'quantile'];
/** What can be asked of outcomes: they are revised, so that no order among them stands. */
const OF_OUTCOMES: readonly AggregateOperation[] = ['count', 'sum', 'mean', 'min', 'max', 'variance', 'stddev'];
const VARIANCES = ['sample', 'population'];
const MOST_LAST = 64;

export interface Aggregate {
  readonly operation: AggregateOperation;
  /** Absent where the events are counted, or their times are read. */
  readonly input?: InputPlan;
  readonly sample?: true;
  /** Of `last_n`: how many values. */
  readonly values?: number;
}

type Faulty<T> = T | readonly ExpressionFault[];

/** Reads `count()`, `mean(event.amount)` or `mean(chargeback.value)` over events of type `of`. */
export function readAggregate(text: string, of: string, events: readonly EventPlan[], schemas: EventSchemas): Faulty<Aggregate> {
  const node = parseExpression(text);
  if ('code' in node) return [node];
  const name = node.op === 'call' ? node.args[0] : '';
  const args = node.op === 'call' ? node.args[1] : [];
  if (!isOperation(name)) return [notAnAggregate(node, name)];
  const detail = detailOf(name, node, args);
  if ('code' in detail) return [detail];
  if (args.length === 0) return { operation: name };
  const outcome = outcomeInput(text.slice(args[0].start, args[0].end), args[0], of, events, schemas);
  if (name === 'count' && !outcome) return [fault(args[0], 'aggregate', 'count() counts events: it takes nothing, or an outcome')];
  const input = outcome ?? eventInput(text, args[0], name, of, schemas);
  if (!('kind' in input)) return input;
  if (input.kind === 'outcome' && !OF_OUTCOMES.includes(name))
    return [fault(args[0], 'aggregate', `${name}() cannot be of outcomes, which are revised: there are ${OF_OUTCOMES.join(', ')}`)];
  return { operation: name, input, ...detail };
}

function isOperation(name: string): name is AggregateOperation {
  return Object.hasOwn(FORMS, name);
}

/** The number of arguments, and what the second one says. */
function detailOf(name: AggregateOperation, node: ASTNode, args: readonly ASTNode[]): ExpressionFault | Pick<Aggregate, 'sample' | 'values'> {
  if (name === 'time_since_last') return args.length === 0 ? {} : fault(args[0], 'aggregate', `${name}() takes nothing`);
  if (name === 'count' && args.length < 2) return {};
  if (name === 'variance' || name === 'stddev') return spreadOf(name, node, args);
  if (name === 'last_n') return lastOf(node, args);
  return args.length === 1 ? {} : fault(node, 'aggregate', `${name}() takes one value, such as ${FORMS[name].replace('x', 'event.amount')}`);
}

function spreadOf(name: string, node: ASTNode, args: readonly ASTNode[]): ExpressionFault | Pick<Aggregate, 'sample'> {
  const kind = args.length === 2 && args[1].op === 'value' ? args[1].args : undefined;
  if (kind === 'sample') return { sample: true };
  if (kind === 'population') return {};
  const says = `${name}() says which it is: ${name}(event.amount, "sample") divides by n - 1, "population" by n`;
  return typeof kind === 'string' ? fault(args[1], 'aggregate', says, nearest(kind, VARIANCES)) : fault(node, 'aggregate', says);
}

function lastOf(node: ASTNode, args: readonly ASTNode[]): ExpressionFault | Pick<Aggregate, 'values'> {
  const values = args.length === 2 && args[1].op === 'value' && typeof args[1].args === 'bigint' ? Number(args[1].args) : 0;
  if (values >= 1 && values <= MOST_LAST) return { values };
  return fault(node, 'aggregate', `last_n(event.amount, 3) is three features, the latest first: the number is from 1 to ${MOST_LAST}`);
}

function fault(node: ASTNode, code: string, message: string, near?: string): ExpressionFault {
  return {
    code,
    message: message + (near === undefined ? '' : `: did you mean "${near}"?`),
    start: node.start,
    end: node.end,
    ...(near === undefined ? {} : { nearest: near }),
  };
}

function notAnAggregate(node: ASTNode, name: string): ExpressionFault {
  if (LATER.includes(name)) return fault(node, 'aggregate_later', `${name}() is not supported yet: there are ${AGGREGATES.join(', ')}`);
  const near = name === '' ? undefined : nearest(name, AGGREGATES);
  return fault(node, 'aggregate', near === undefined ? `must be an aggregate: ${Object.values(FORMS).join(', ')}` : `there is no aggregate ${name}()`, near);
}

/** `chargeback.value`: the value of the event's outcome. Undefined where the argument does not name an outcome. */
function outcomeInput(text: string, node: ASTNode, of: string, events: readonly EventPlan[], schemas: EventSchemas): Faulty<InputPlan> | undefined {
  const named = events.find(({ type }) => text.trim() === `${type}.value`);
  if (named?.outcome?.of === of) return outcomeInputOf(named, schemas);
  const base = node.op === '.' && node.args[0].op === 'id' ? node.args[0].args : undefined;
  if (base === undefined || base === 'event') return undefined;
  const outcomes = events.filter(({ outcome }) => outcome?.of === of).map(({ type }) => type);
  if (outcomes.includes(base)) return [fault(node, 'unknown_outcome', `of an outcome the aggregate reads ${base}.value, which the document defines`)];
  return [fault(node, 'unknown_outcome', `"${base}" is no outcome of "${of}"`, nearest(base, ['event', ...outcomes]))];
}

/** How the value of an outcome is kept: exactly, where it is whole or decimal. */
export function outcomeInputOf(event: EventPlan, schemas: EventSchemas): InputPlan {
  const { type, field } = compileExpression(event.outcome?.value ?? '', schemas.scope(event.type));
  const unknown = event.outcome?.unknown;
  const digits = type === 'int' || type === 'bool' ? 0 : field?.digits;
  // An `unknown` between the multiples, such as 0.5 among 0 and 1, can be kept as a double alone.
  const exact = digits !== undefined && Number.isInteger(Number(((unknown ?? 0) * 10 ** digits).toFixed(6)));
  return { kind: 'outcome', outcome: event.type, ...(unknown === undefined ? {} : { unknown }), ...(exact ? { digits } : {}) };
}

function eventInput(text: string, node: ASTNode, operation: AggregateOperation, of: string, schemas: EventSchemas): Faulty<InputPlan> {
  const { type, field, faults } = compileNode(node, schemas.scope(of));
  const expression = text.slice(node.start, node.end);
  if (faults.length > 0) return faults;
  if (field?.oddMultiple !== undefined) {
    return [
      fault(
        node,
        'odd_multiple',
        `"${expression}" is a multiple of ${field.oddMultiple} by the schema, and exact sums need a power of ten: write "multipleOf": 0.01, or double(${expression}) to sum doubles`,
      ),
    ];
  }
  if (type === 'int' || type === 'bool') return { kind: 'decimal', expression, digits: 0 };
  if (type === 'string' && operation === 'distinct') return { kind: 'text', expression };
  if (type !== 'double' && type !== 'unknown') {
    const wanted = operation === 'distinct' ? 'a number or a text' : 'a number';
    return [fault(node, 'expression_type', `"${expression}" is ${typeName(type)}, it must be ${wanted}`)];
  }
  return field?.digits === undefined ? { kind: 'double', expression } : { kind: 'decimal', expression, digits: field.digits };
}
