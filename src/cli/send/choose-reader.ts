import { type Plan, type RowMap, compileMap, identityMap, nearest } from '../../definition/index.js';
import { UsageError } from '../problem.js';
import { CsvEvents } from './csv-events.js';
import type { LineReader } from './line-reader.js';
import { NdjsonEvents } from './ndjson-events.js';

/** How the rows of a file become events. */
export interface Mapping {
  /** Event type of the rows. */
  readonly as?: string | undefined;
  /** A map document, with the name of its file. */
  readonly map?: { readonly file: string; readonly text: string } | undefined;
}

/** Makes the reader for a file that begins with `start`: NDJSON where that is an object, else CSV. Error: UsageError. */
export function readerFor(start: string, plan: Plan, mapping: Mapping): LineReader {
  const { as, map } = mapping;
  if (as !== undefined) checkType(as, plan);
  const first = start.trimStart()[0];
  if (first === '[') throw new UsageError('the file is a JSON array: write one event a line instead (NDJSON), for example with `jq -c .[]`');
  if (first === '{') {
    if (map) throw new UsageError('a map reads the columns of CSV: the lines of NDJSON are events already, name their type with --as');
    return new NdjsonEvents(as);
  }
  if (map) return mapped(map, plan);
  const type = as ?? plan.on;
  return new CsvEvents((columns) => byName(type, columns, plan));
}

function mapped(map: NonNullable<Mapping['map']>, plan: Plan): CsvEvents {
  const compiled = compileMap(map.text, plan);
  if (!compiled.map)
    throw new UsageError(`the map has faults:\n` + compiled.faults.map((fault) => `  ${map.file}:${fault.line}:${fault.column}: ${fault.message}`).join('\n'));
  const rows = compiled.map;
  return new CsvEvents(() => rows);
}

/** Columns that are named as the fields of the event. */
function byName(type: string, columns: readonly string[], plan: Plan): RowMap {
  const schema = plan.events.find((event) => event.type === type)?.schema;
  const required = Array.isArray(schema?.required) ? schema.required.filter((name) => typeof name === 'string') : [];
  const missing = required.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    throw new UsageError(
      `"${type}" needs ${missing.map((name) => `"${name}"`).join(', ')}, and the file has the columns ${columns.join(', ')}: say with --map how its rows become events`,
    );
  }
  return identityMap(plan, type);
}

function checkType(type: string, plan: Plan): void {
  const types = plan.events.map((event) => event.type);
  if (types.includes(type)) return;
  const near = nearest(type, types);
  throw new UsageError(`the pipeline has no event type "${type}"` + (near ? `: did you mean "${near}"?` : `, it has ${types.join(', ')}`));
}
