export { type CompiledExpression, compileExpression, compileNode } from './compile-expression.js';
export { parseExpression } from './parse-expression.js';
export { compiledPart, decisionScope, eventScope, numberRun, outputScope } from './scope.js';
export type { ExpressionFault, Scope, Variable } from './term.js';
export { type FieldType, typeName } from './value-type.js';
