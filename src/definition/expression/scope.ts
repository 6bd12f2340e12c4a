import { MillraceError } from '../error.js';
import type { JsonSchema } from '../json-schema.js';
import { eventType } from '../schema/event-type.js';
import { type CompiledExpression, compileExpression } from './compile-expression.js';
import type { Scope, Variable } from './term.js';

/** `event`, in slot 0. */
export function eventScope(schema: JsonSchema): Scope {
  return { variables: new Map<string, Variable>([['event', { type: eventType(schema), slot: 0 }]]) };
}

/** `score` in slot 0 and `event` in slot 1. */
export function decisionScope(schema: JsonSchema): Scope {
  const variables: [string, Variable][] = [
    ['score', { type: 'double', slot: 0 }],
    ['event', { type: eventType(schema), slot: 1 }],
  ];
  return { variables: new Map(variables) };
}

/** The outputs of a model in slot 0, the row in slot 1. */
export const outputScope: Scope = { variables: new Map(), outputs: true };

/** Compiles what was checked before; what does not compile is `plan_broken` (fatal). */
export function compiledPart(expression: string, scope: Scope): CompiledExpression {
  const compiled = compileExpression(expression, scope);
  const [fault] = compiled.faults;
  if (fault) throw new MillraceError('plan_broken', 'fatal', `"${expression}": ${fault.message}`);
  return compiled;
}

/** A number or truth value as a number: booleans enter as 0 and 1. Error: `not_finite` (poison). */
export function numberRun({ run, type }: CompiledExpression, what: string): (first: unknown, second?: unknown) => number {
  if (type === 'bool') return (first, second) => (run(first, second) === true ? 1 : 0);
  return (first, second) => {
    const value = run(first, second) as number;
    if (Number.isFinite(value)) return value;
    throw new MillraceError('not_finite', 'poison', `${what} is not a finite number`);
  };
}
