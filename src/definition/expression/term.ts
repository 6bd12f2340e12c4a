import type { ASTNode } from '@marcbachmann/cel-js';
import type { FieldType, ValueType } from './value-type.js';

/**
 * A compiled expression: a closure over at most two variables, each in the slot that the scope gives it. Whatever it throws is a MillraceError.
 */
export type Run = (first: unknown, second: unknown) => unknown;

/** A part of an expression, compiled. */
export interface Term {
  readonly node: ASTNode;
  readonly type: ValueType;
  readonly run: Run;
  /** Reads no variable, and was evaluated once already without error. */
  readonly constant?: boolean;
  /** Of `event.a.b` and the like: the field that is read, and whether it is there. */
  readonly field?: FieldType;
  readonly path?: readonly string[];
  readonly present?: Run;
}

/** What is wrong in an expression, with offsets into its text. */
export interface ExpressionFault {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly nearest?: string;
}

export interface Variable {
  readonly type: ValueType;
  readonly slot: 0 | 1;
}

/** The names that an expression may use. */
export interface Scope {
  readonly variables: ReadonlyMap<string, Variable>;
  /** Names that are no variables are outputs of a model: the outputs are in slot 0, the row in slot 1. */
  readonly outputs?: boolean;
  /** Functions that are known in this scope only. */
  readonly functions?: Readonly<Record<string, Overload>>;
}

/** One function for each combination of types: `name(type, ...)`, the receiver first. Values come as their runtime form: numbers, texts, booleans. */
export type Overload = readonly [ValueType, (a: never, b: never) => unknown];

/** Gathers the faults of one expression while it is compiled. */
export class Faults {
  readonly list: ExpressionFault[] = [];

  /** Notes the fault and gives a term that causes no further ones. */
  at(node: ASTNode, code: string, message: string, nearest?: string): Term {
    this.list.push({ code, message, start: node.start, end: node.end, ...(nearest === undefined ? {} : { nearest }) });
    return { node, type: 'unknown', run: () => undefined };
  }
}

export function unknownType(...terms: readonly Term[]): boolean {
  return terms.some(({ type }) => type === 'unknown');
}

/** Evaluates a term over constants now: it is computed once, and what it throws is a fault of the text. */
export function folded(term: Term, parts: readonly Term[], faults: Faults): Term {
  if (term.type === 'unknown' || !parts.every((part) => part.constant)) return term;
  try {
    const value = term.run(undefined, undefined);
    return { ...term, constant: true, run: () => value };
  } catch (error) {
    return faults.at(term.node, 'expression_value', error instanceof Error ? error.message : 'cannot be evaluated');
  }
}
