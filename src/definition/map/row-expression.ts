import { MillraceError } from '../error.js';
import { type CompiledExpression, type ExpressionFault, type Scope, compileExpression, typeName } from '../expression/index.js';
import { formatTimeUs } from '../time.js';

export type Row = Readonly<Record<string, string>>;
/** A value of an event's field; times print as RFC 3339 in UTC. Error: `map_value` (poison), and those of times. */
export type RowExpression = (row: Row) => unknown;

/** `row`, whose columns are texts; any name may be a column, the file's first line decides. */
const scope: Scope = { variables: new Map([['row', { type: { fields: new Map(), others: { type: 'string' } }, slot: 0 }]]) };

const VALUES = ['string', 'int', 'double', 'bool', 'timestamp'];

/** Compiles a CEL expression over `row`. */
export function compileRowExpression(text: string): RowExpression | readonly ExpressionFault[] {
  const compiled = compileExpression(text, scope);
  if (compiled.faults.length > 0) return compiled.faults;
  if (VALUES.includes(typeName(compiled.type))) return explained(text, compiled);
  return [{ code: 'expression_type', message: `"${text}" is ${typeName(compiled.type)}: a field takes a text, a number, a truth value or a time`, start: 0, end: text.length }];
}

/** The row's line is in the hand of whoever reads the file; which expression could not be computed is known here. */
function explained(text: string, { run, type }: CompiledExpression): RowExpression {
  return (row) => {
    try {
      const value = run(row, undefined);
      return type === 'timestamp' ? formatTimeUs(value as number) : value;
    } catch (error) {
      if (!(error instanceof MillraceError)) throw error;
      throw new MillraceError(error.code === 'expression_failed' || error.code === 'field_absent' ? 'map_value' : error.code, 'poison', `${text}: ${error.message}`, { cause: error });
    }
  };
}
