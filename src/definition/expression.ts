import { type ASTNode, Environment, ParseError, type ParseResult } from '@marcbachmann/cel-js';
import { MillraceError } from './error.js';
import { type JsonSchema, isTime, propertiesOf } from './json-schema.js';
import { nearest } from './nearest.js';
import { parseTimeUs } from './time.js';

type Values = Readonly<Record<string, unknown>>;

/** Longest expression, characters: with the limits of the parser it bounds what one evaluation can cost. */
const LONGEST = 2000;
const LIMITS = { maxAstNodes: 500, maxDepth: 40, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 16 };

/** A fault of an expression; `offset` counts characters from its start. */
export interface ExpressionFault {
  readonly message: string;
  readonly offset: number;
}

/** An expression that is checked and compiled: called with the variables that its environment declares. */
export interface CompiledExpression {
  /** CEL type of the result: `double`, `int`, `bool`, `string`, `google.protobuf.Timestamp`, `dyn`. */
  readonly type: string;
  readonly ast: ASTNode;
  /** Errors (poison): `expression_failed`. */
  evaluate(values: Values): unknown;
}

/** The variables of an expression: an object with the fields of a JSON Schema, or a plain CEL type. */
export type Variables = Readonly<Record<string, JsonSchema | string>>;

/** Compiles CEL expressions over given variables. Comprehension macros and `matches` are left out: an expression's cost is its length. */
export class ExpressionCompiler {
  private readonly environment: Environment;
  private readonly converters: ReadonlyMap<string, (value: unknown) => unknown>;

  constructor(private readonly variables: Variables) {
    this.environment = new Environment({ unlistedVariablesAreDyn: false, limits: LIMITS });
    const converters = new Map<string, (value: unknown) => unknown>();
    for (const [name, declared] of Object.entries(variables)) {
      if (typeof declared === 'string') {
        this.environment.registerVariable(name, declared);
        continue;
      }
      this.environment.registerVariable(name, { schema: celSchema(declared) } as never);
      converters.set(name, converterOf(declared));
    }
    this.converters = converters;
  }

  compile(text: string): CompiledExpression | ExpressionFault {
    if (text.length > LONGEST) return { message: `an expression may have at most ${LONGEST} characters`, offset: 0 };
    let parsed: ParseResult;
    try {
      parsed = this.environment.parse(text);
    } catch (error) {
      return { message: firstLine(error), offset: error instanceof ParseError ? (error.range?.start ?? 0) : 0 };
    }
    const refused = refusedCall(parsed.ast);
    if (refused) return refused;
    const checked = parsed.check();
    if (!checked.valid || checked.type === undefined) return this.faultOf(checked.error);
    const plain = this.plainField(parsed.ast);
    return { type: checked.type, ast: parsed.ast, evaluate: plain ?? ((values) => this.run(parsed, values, text)) };
  }

  /** `event.field` needs no evaluator where CEL would give the JSON value as it is. */
  private plainField(ast: ASTNode): ((values: Values) => unknown) | undefined {
    if (ast.op !== '.' || ast.args[0].op !== 'id') return undefined;
    const variable = ast.args[0].args;
    const field = ast.args[1];
    const declared = this.variables[variable];
    if (typeof declared === 'string') return undefined;
    const { type } = propertiesOf(declared)[field] ?? {};
    if (isTime(propertiesOf(declared)[field]) || (type !== 'number' && type !== 'integer' && type !== 'string' && type !== 'boolean')) return undefined;
    return (values) => (values[variable] as Values)[field];
  }

  private run(parsed: ParseResult, values: Values, text: string): unknown {
    const context: Record<string, unknown> = { ...values };
    for (const [name, convert] of this.converters) if (values[name] !== undefined) context[name] = convert(values[name]);
    try {
      const result: unknown = parsed(context);
      return typeof result === 'bigint' ? Number(result) : result;
    } catch (error) {
      throw new MillraceError('expression_failed', 'poison', `"${text}" cannot be computed: ${firstLine(error)}`, { cause: error });
    }
  }

  private faultOf(error: { readonly message: string; readonly range?: { readonly start: number } } | undefined): ExpressionFault {
    const message = firstLine(error);
    const name = /No such key: (\S+)/.exec(message)?.[1] ?? /[Uu]nknown variable: (\S+)/.exec(message)?.[1];
    const fields = Object.values(this.variables).flatMap((declared) => (typeof declared === 'string' ? [] : Object.keys(propertiesOf(declared))));
    const near = name === undefined ? undefined : nearest(name, [...fields, ...Object.keys(this.variables)]);
    return { message: name === undefined ? message : `there is no "${name}"` + (near ? `: did you mean "${near}"?` : ''), offset: error?.range?.start ?? 0 };
  }
}

export function isFault(result: CompiledExpression | ExpressionFault): result is ExpressionFault {
  return 'offset' in result;
}

const REFUSED = new Set(['matches', 'all', 'exists', 'exists_one', 'map', 'filter']);

/** Calls whose cost is not bounded by the expression's length. */
function refusedCall(node: unknown): ExpressionFault | undefined {
  if (Array.isArray(node)) {
    for (const one of node) {
      const found = refusedCall(one);
      if (found) return found;
    }
    return undefined;
  }
  if (typeof node !== 'object' || node === null || !('op' in node) || !('args' in node)) return undefined;
  const { op, args, start } = node as { op: string; args: unknown; start: number };
  if ((op === 'rcall' || op === 'call') && Array.isArray(args) && REFUSED.has(String(args[0]))) return { message: `${String(args[0])}() is not among the supported functions: its cost has no bound`, offset: start };
  return refusedCall(args);
}

function celSchema(schema: JsonSchema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(propertiesOf(schema)).map(([name, field]) => [name, celType(field)]));
}

function celType(field: JsonSchema): unknown {
  if (isTime(field)) return 'google.protobuf.Timestamp';
  if (field.type === 'object') return field.properties ? celSchema(field) : 'map';
  const types: Readonly<Record<string, string>> = { number: 'double', integer: 'int', string: 'string', boolean: 'bool', array: 'list' };
  return types[String(field.type)] ?? 'dyn';
}

/** JSON values as CEL wants them: integers as int, times as timestamps. */
function converterOf(schema: JsonSchema): (value: unknown) => unknown {
  const fields = Object.entries(propertiesOf(schema)).flatMap(([name, field]): [string, (value: unknown) => unknown][] => {
    if (isTime(field)) return [[name, (value) => (typeof value === 'string' ? new Date(parseTimeUs(value) / 1000) : value)]];
    if (field.type === 'integer') return [[name, (value) => (typeof value === 'number' ? BigInt(value) : value)]];
    if (field.type === 'object' && field.properties) return [[name, converterOf(field)]];
    return [];
  });
  if (fields.length === 0) return (value) => value;
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const converted: Record<string, unknown> = { ...value };
    for (const [name, convert] of fields) if (converted[name] !== undefined) converted[name] = convert(converted[name]);
    return converted;
  };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String((error as { message?: unknown } | undefined)?.message ?? error)).split('\n')[0];
}
