import type { ASTNode } from '@marcbachmann/cel-js';
import { nearest } from '../nearest.js';
import { item, member } from './access.js';
import { call, method, negated, refusal } from './functions.js';
import { binary } from './operators.js';
import { output, outputItem } from './outputs.js';
import { parseExpression } from './parse-expression.js';
import { type ExpressionFault, Faults, type Run, type Scope, type Term, folded, unknownType } from './term.js';
import { type FieldType, type ValueType, isNumber, typeName } from './value-type.js';

/** An expression of the listed subset of CEL, typed and compiled. With faults, `type` is `unknown` and `run` must not be called. */
export interface CompiledExpression {
  readonly type: ValueType;
  readonly run: Run;
  /** Set where the whole expression is one field. */
  readonly field?: FieldType;
  /** The names it reads of a model's outputs. */
  readonly outputs: readonly string[];
  readonly faults: readonly ExpressionFault[];
}

export function compileExpression(text: string, scope: Scope): CompiledExpression {
  const parsed = parseExpression(text);
  if ('code' in parsed) return { type: 'unknown', run: () => undefined, outputs: [], faults: [parsed] };
  return compileNode(parsed, scope);
}

/** The same, of a part of a syntax tree: positions are those in the whole text. */
export function compileNode(node: ASTNode, scope: Scope): CompiledExpression {
  const compiler = new Compiler(scope);
  const { type, run, field } = compiler.term(node);
  const faults = compiler.faults.list;
  return { type: faults.length > 0 ? 'unknown' : type, run, outputs: [...compiler.outputs], faults, ...(field ? { field } : {}) };
}

class Compiler {
  readonly faults = new Faults();
  readonly outputs = new Set<string>();

  constructor(private readonly scope: Scope) {}

  term(node: ASTNode): Term {
    switch (node.op) {
      case 'value':
        return this.literal(node, node.args);
      case 'id':
        return this.variable(node, node.args);
      case '.':
        return member(node, this.term(node.args[0]), node.args[1], this.faults);
      case '[]':
        return this.index(node, node.args[0], node.args[1]);
      case 'call':
        if (node.args[0] === 'has') return this.has(node, node.args[1]);
        return refusal(node, node.args[0], this.faults) ?? call(node, node.args[0], this.terms(node.args[1]), this.faults, this.scope.functions);
      case 'rcall':
        return refusal(node, node.args[0], this.faults) ?? method(node, node.args[0], this.term(node.args[1]), this.terms(node.args[2]), this.faults);
      case 'list':
        return this.list(node, this.terms(node.args));
      case '?:':
        return this.choice(node, this.terms(node.args));
      case '&&':
      case '||':
        return this.logical(node, this.term(node.args[0]), this.term(node.args[1]));
      case '!_':
      case '-_':
        return negated(node, this.term(node.args), this.faults);
      case 'map':
      case '.?':
      case '[?]':
        return this.faults.at(node, 'expression_type', 'maps and optional fields are not supported: expressions are a listed subset of CEL');
      default:
        return binary(node, this.term(node.args[0]), this.term(node.args[1]), this.faults);
    }
  }

  private terms(nodes: readonly ASTNode[]): Term[] {
    return nodes.map((node) => this.term(node));
  }

  private literal(node: ASTNode, value: unknown): Term {
    const constant = (type: ValueType, kept: unknown): Term => ({ node, type, constant: true, run: () => kept });
    if (typeof value === 'string') return constant('string', value);
    if (typeof value === 'boolean') return constant('bool', value);
    if (typeof value === 'number') return constant('double', value);
    if (value === null) return this.faults.at(node, 'expression_type', 'null is not supported: ask for a field with has(event.field)');
    if (typeof value !== 'bigint') return this.faults.at(node, 'expression_type', 'unsigned numbers and bytes are not supported: write 5, not 5u');
    if (!Number.isSafeInteger(Number(value))) return this.faults.at(node, 'expression_type', 'a whole number must not go beyond 2^53 - 1');
    return constant('int', Number(value));
  }

  private variable(node: ASTNode, name: string): Term {
    const variable = this.scope.variables.get(name);
    if (variable) return { node, type: variable.type, path: [name], run: variable.slot === 0 ? (first) => first : (_, second) => second };
    if (this.scope.outputs) {
      this.outputs.add(name);
      return output(node, name);
    }
    const known = [...this.scope.variables.keys()];
    const near = nearest(name, known);
    return this.faults.at(node, 'unknown_name', `there is no "${name}" here${near ? `: did you mean "${near}"?` : `, only ${known.join(' and ')}`}`, near);
  }

  private index(node: ASTNode, base: ASTNode, index: ASTNode): Term {
    if (base.op !== 'id' || !this.scope.outputs || this.scope.variables.has(base.args)) return item(node, this.term(base), this.term(index), this.faults);
    this.outputs.add(base.args);
    return outputItem(node, base.args, index, this.faults);
  }

  private has(node: ASTNode, args: readonly ASTNode[]): Term {
    const field = args.length === 1 && args[0].op === '.' ? this.term(args[0]) : undefined;
    if (!field) return this.faults.at(node, 'expression_type', 'has() needs a field, such as has(event.field)');
    return { node, type: field.present ? 'bool' : 'unknown', run: field.present ?? field.run };
  }

  private list(node: ASTNode, items: readonly Term[]): Term {
    if (unknownType(...items)) return { node, type: 'unknown', run: () => undefined };
    const type = items[0]?.type;
    if (type === undefined) return this.faults.at(node, 'expression_type', 'a list must not be empty');
    const other = items.find((one) => one.type !== type);
    if (other)
      return this.faults.at(other.node, 'expression_type', `the items of a list must have one type: ${typeName(other.type)} stands beside ${typeName(type)}`);
    return folded({ node, type: { list: type }, run: (a, b) => items.map((one) => one.run(a, b)) }, items, this.faults);
  }

  private choice(node: ASTNode, [condition, yes, no]: readonly Term[]): Term {
    if (unknownType(condition, yes, no)) return { node, type: 'unknown', run: () => undefined };
    if (condition.type !== 'bool') return this.faults.at(condition.node, 'expression_type', `a condition must be a bool, this is ${typeName(condition.type)}`);
    if (typeof yes.type !== 'string' || yes.type !== no.type) {
      const mixed = isNumber(yes.type) && isNumber(no.type) ? ': write whole numbers as 1.0 beside a double' : '';
      return this.faults.at(node, 'expression_type', `both results must have one type: here they are ${typeName(yes.type)} and ${typeName(no.type)}${mixed}`);
    }
    return folded({ node, type: yes.type, run: (a, b) => (condition.run(a, b) === true ? yes.run(a, b) : no.run(a, b)) }, [condition, yes, no], this.faults);
  }

  private logical(node: ASTNode, left: Term, right: Term): Term {
    const wrong = [left, right].filter(({ type }) => type !== 'bool' && type !== 'unknown');
    for (const term of wrong) this.faults.at(term.node, 'expression_type', `${node.op} needs bools, this is ${typeName(term.type)}`);
    if (wrong.length > 0 || unknownType(left, right)) return { node, type: 'unknown', run: () => undefined };
    return folded({ node, type: 'bool', run: logicalRun(node.op === '||', left.run, right.run) }, [left, right], this.faults);
  }
}

/** As CEL has it, an error on the left does not matter where the right side decides alone. */
function logicalRun(decides: boolean, left: Run, right: Run): Run {
  return (a, b) => {
    let first: unknown;
    try {
      first = left(a, b);
    } catch (error) {
      if (right(a, b) === decides) return decides;
      throw error;
    }
    return first === decides ? decides : right(a, b);
  };
}
