import type { ASTNode } from '@marcbachmann/cel-js';
import { type ExpressionFault, compileExpression, compileNode, parseExpression, typeName } from '../expression/index.js';
import { nearest } from '../nearest.js';
import type { AggregateOperation, EventPlan, InputPlan } from '../plan.js';
import type { EventSchemas } from './event-schemas.js';

const OPERATIONS: readonly string[] = ['count', 'sum', 'mean', 'min', 'max'];
const LATER: readonly string[] = ['variance', 'stddev', 'first', 'last', 'distinct', 'last_n', 'time_since_last', 'approx_distinct', 'quantile'];

export interface Aggregate {
  readonly operation: AggregateOperation;
  /** Absent for `count()`. */
  readonly input?: InputPlan;
}

/** Reads `count()`, `mean(event.amount)` or `mean(chargeback.value)` over events of type `of`. */
export function readAggregate(text: string, of: string, events: readonly EventPlan[], schemas: EventSchemas): Aggregate | readonly ExpressionFault[] {
  const node = parseExpression(text);
  if ('code' in node) return [node];
  const name = node.op === 'call' ? node.args[0] : '';
  const args = node.op === 'call' ? node.args[1] : [];
  if (!OPERATIONS.includes(name)) return [notAnAggregate(node, name)];
  const operation = name as AggregateOperation;
  if (operation === 'count') return args.length === 0 ? { operation } : [fault(args[0], 'aggregate', 'count() counts events: it takes nothing')];
  if (args.length !== 1) return [fault(node, 'aggregate', `${name}() takes one value, such as ${name}(event.amount)`)];
  const input = outcomeInput(text.slice(args[0].start, args[0].end), args[0], of, events, schemas) ?? eventInput(text, args[0], of, schemas);
  return 'kind' in input ? { operation, input } : input;
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
  if (LATER.includes(name)) return fault(node, 'aggregate_later', `${name}() is not supported yet: there are ${OPERATIONS.join(', ')}`);
  const near = name === '' ? undefined : nearest(name, [...OPERATIONS, ...LATER]);
  return fault(
    node,
    'aggregate',
    near === undefined ? 'must be an aggregate: count(), sum(x), mean(x), min(x) or max(x)' : `there is no aggregate ${name}()`,
    near,
  );
}

/** `chargeback.value`: the value of the event's outcome. Undefined where the argument does not name an outcome. */
function outcomeInput(
  text: string,
  node: ASTNode,
  of: string,
  events: readonly EventPlan[],
  schemas: EventSchemas,
): InputPlan | readonly ExpressionFault[] | undefined {
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

function eventInput(text: string, node: ASTNode, of: string, schemas: EventSchemas): InputPlan | readonly ExpressionFault[] {
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
  if (type !== 'double' && type !== 'unknown') return [fault(node, 'expression_type', `"${expression}" is ${typeName(type)}, it must be a number`)];
  return field?.digits === undefined ? { kind: 'double', expression } : { kind: 'decimal', expression, digits: field.digits };
}
