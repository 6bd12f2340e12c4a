import { MillraceError } from '../error.js';
import { type CompiledExpression, type ExpressionFault, type Scope, type Variable, compileExpression, typeName } from '../expression/index.js';
import { strptime } from '../time-format.js';
import { formatTimeUs } from '../time.js';

export type Row = Readonly<Record<string, string>>;
/** A value of an event's field; times print as RFC 3339 in UTC. `line` is that of the file. Error: `map_value` (poison), and those of times. */
export type RowExpression = (row: Row, line: number) => unknown;

/** `row`, whose columns are texts: any name may be a column, the file's first line decides; and `line`, where the row stands in its file. */
const scope: Scope = {
  variables: new Map<string, Variable>([
    ['row', { type: { fields: new Map(), others: { type: 'string' } }, slot: 0 }],
    ['line', { type: 'int', slot: 1 }],
  ]),
  functions: { 'strptime(string, string)': ['timestamp', strptime], 'trim(string)': ['string', (text: string) => text.trim()] },
};

/** What a field of a type takes. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  double: ['double', 'int'],
  timestamp: ['timestamp', 'string'],
  string: ['string', 'timestamp'],
  int: ['int'],
  bool: ['bool'],
};

/** How a column becomes a value of a type. */
const HINTS: Readonly<Record<string, string>> = { double: ': write double(row.column)', int: ': write int(row.column)', bool: ': write row.column == "1"' };

/** Compiles a CEL expression over `row` that must give a value of a type. */
export function compileRowExpression(text: string, wanted: string): RowExpression | readonly ExpressionFault[] {
  const compiled = compileExpression(text, scope);
  if (compiled.faults.length > 0) return compiled.faults;
  const type = typeName(compiled.type);
  const takes = TAKES[wanted] ?? Object.keys(TAKES);
  if (takes.includes(type)) return explained(text, compiled);
  return [
    {
      code: 'expression_type',
      message: `"${text}" is ${type}, it must be ${takes.join(' or ')}${type === 'string' ? (HINTS[wanted] ?? '') : ''}`,
      start: 0,
      end: text.length,
    },
  ];
}

/** The row's line is in the hand of whoever reads the file; which expression could not be computed is known here. */
function explained(text: string, { run, type }: CompiledExpression): RowExpression {
  return (row, line) => {
    try {
      const value = run(row, line);
      return type === 'timestamp' ? formatTimeUs(value as number) : value;
    } catch (error) {
      if (!(error instanceof MillraceError)) throw error;
      const code = error.code === 'expression_failed' || error.code === 'field_absent' ? 'map_value' : error.code;
      throw new MillraceError(code, 'poison', `${text}: ${error.message}`, { cause: error });
    }
  };
}
