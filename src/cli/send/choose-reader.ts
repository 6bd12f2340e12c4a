import { type Plan, type RowMap, compileMap, identityMap, nearest } from '../../definition/index.js';
import { UsageError } from '../problem.js';
import { CsvEvents, type Header } from './csv-events.js';
import { JsonRowEvents } from './json-row-events.js';
import type { LineReader } from './line-reader.js';
import { NdjsonEvents } from './ndjson-events.js';

interface MapText {
  readonly file: string;
  readonly text: string;
  /** It was not asked for: it stands beside the pipeline's document. Lines that are events already go as they are. */
  readonly beside?: boolean;
}

/** {"type": ..., "event": ...} */
const ENVELOPE = /^\s*\{\s*"(type|event)"\s*:/;

/** How the rows of a file become events. */
export interface Mapping {
  /** Event type of the rows. */
  readonly as?: string | undefined;
  /** A map document, with the name of its file. */
  readonly map?: MapText | undefined;
  /** By event time, not in the order of the file. */
  readonly sorted?: boolean | undefined;
}

/** Makes the reader for a file that begins with `start`: NDJSON where that is an object, else CSV. Error: UsageError. */
export function readerFor(start: string, plan: Plan, mapping: Mapping): LineReader {
  const { as, map, sorted } = mapping;
  if (as !== undefined) checkType(as, plan);
  const first = start.trimStart()[0];
  if (first === '[') throw new UsageError('the file is a JSON array: write one event a line instead (NDJSON), for example with `jq -c .[]`');
  if (first === '{') {
    if (map && !(map.beside && ENVELOPE.test(start))) return new JsonRowEvents(mapped(map, plan), sorted);
    if (sorted) throw new UsageError('lines of NDJSON that are events already go as they are: --sort needs a --map');
    return new NdjsonEvents(as);
  }
  if (map) {
    const rows = mapped(map, plan);
    return new CsvEvents(() => rows, sorted);
  }
  const type = as ?? plan.on;
  return new CsvEvents((header) => byName(type, header, plan), sorted);
}

function mapped(map: NonNullable<Mapping['map']>, plan: Plan): RowMap {
  const compiled = compileMap(map.text, plan);
  if (!compiled.map)
    throw new UsageError(`the map has faults:\n` + compiled.faults.map((fault) => `  ${map.file}:${fault.line}:${fault.column}: ${fault.message}`).join('\n'));
  return compiled.map;
}

/** Columns that are named as the fields of the event. */
function byName(type: string, { columns, repeated }: Header, plan: Plan): RowMap {
  const schema = plan.events.find((event) => event.type === type)?.schema;
  const twice = repeated.find((name) => Object.hasOwn(schema?.properties ?? {}, name));
  if (twice !== undefined) throw new UsageError(`two columns are named "${twice}": say with --map which one is meant (the second is row.${twice}_2 there)`);
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
