import type { ASTNode } from '@marcbachmann/cel-js';
import { MillraceError } from '../error.js';
import { nearest } from '../nearest.js';
import { parseTimeUs } from '../time.js';
import { type Faults, type Run, type Term, unknownType } from './term.js';
import { type FieldType, isList, isRecord, typeName } from './value-type.js';

type Members = Readonly<Record<string, unknown>>;

/** `base.name`, of an object of the event. */
export function member(node: ASTNode, base: Term, name: string, faults: Faults): Term {
  if (unknownType(base)) return { node, type: 'unknown', run: () => undefined };
  if (!isRecord(base.type)) return faults.at(node, 'expression_type', `a ${typeName(base.type)} has no fields`);
  const path = [...(base.path ?? []), name];
  const field = base.type.fields.get(name) ?? base.type.others;
  if (!field) {
    const near = nearest(name, base.type.fields.keys());
    return faults.at(node, 'unknown_field', `there is no field "${path.join('.')}"${near ? `: did you mean "${near}"?` : ''}`, near);
  }
  if (typeof field.type === 'object' && 'unusable' in field.type) return faults.at(node, 'unusable_field', `"${path.join('.')}" ${field.type.unusable}`);
  return { node, type: field.type, field, path, run: reader(base.run, name, path, field), present: presence(base, name) };
}

function reader(base: Run, name: string, path: readonly string[], { type }: FieldType): Run {
  const absent = () => new MillraceError('field_absent', 'poison', `${path.join('.')} is absent`, { details: { field: path.join('.') } });
  if (type === 'timestamp') {
    return (a, b) => {
      const value = (base(a, b) as Members)[name];
      if (typeof value !== 'string') throw absent();
      return parseTimeUs(value);
    };
  }
  return (a, b) => {
    const value = (base(a, b) as Members)[name];
    if (value === undefined || value === null) throw absent();
    return value;
  };
}

/** A member that is null counts as absent, at every step of the path. */
function presence(base: Term, name: string): Run {
  const { run, present } = base;
  const has: Run = (a, b) => {
    const value = (run(a, b) as Members)[name];
    return value !== undefined && value !== null;
  };
  return present ? (a, b) => present(a, b) === true && has(a, b) === true : has;
}

/** `base[index]`: an item of a list, or a field whose name is no identifier. */
export function item(node: ASTNode, base: Term, index: Term, faults: Faults): Term {
  if (unknownType(base, index)) return { node, type: 'unknown', run: () => undefined };
  if (isRecord(base.type) && index.node.op === 'value' && typeof index.node.args === 'string') return member(node, base, index.node.args, faults);
  if (!isList(base.type) || index.type !== 'int') return faults.at(node, 'expression_type', `a ${typeName(base.type)} has no [${typeName(index.type)}]`);
  const list = base.run as (a: unknown, b: unknown) => readonly unknown[];
  const at = index.run as (a: unknown, b: unknown) => number;
  const run: Run = (a, b) => {
    const value = list(a, b)[at(a, b)];
    if (value === undefined || value === null) throw new MillraceError('expression_failed', 'poison', 'the list has no such item');
    return value;
  };
  return { node, type: base.type.list, run };
}
