import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import type { ExpressionFault } from './term.js';

/** With no loops in the subset, the size of the text bounds the steps of an evaluation; these bound the size. */
const MAX_LENGTH = 4_096;
const limits = { maxAstNodes: 512, maxDepth: 48, maxListElements: 256, maxMapEntries: 1, maxCallArguments: 8 };

const environment = new Environment({ unlistedVariablesAreDyn: true, limits });

/** The syntax tree of a CEL expression, or why it has none. */
export function parseExpression(text: string): ASTNode | ExpressionFault {
  const fault = (message: string, start = 0, end = start): ExpressionFault => ({ code: 'expression_syntax', message, start, end });
  if (text.trim() === '') return fault('an expression is missing');
  if (text.length > MAX_LENGTH) return fault(`an expression may have ${MAX_LENGTH} characters, this one has ${text.length}`);
  try {
    return environment.parse(text).ast;
  } catch (error) {
    if (error instanceof ParseError) return fault(error.summary, error.range?.start, error.range?.end);
    return fault(error instanceof RangeError ? 'the expression is nested too deep' : `the expression cannot be read: ${String(error)}`);
  }
}
