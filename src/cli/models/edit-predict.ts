import { type Pair, type YAMLMap, isCollection, isMap, isScalar, parseDocument } from 'yaml';
import { MillraceError } from '../../definition/index.js';

/** Settings of `predict` to be written, in this order; what is undefined stays as it is. */
export interface PredictSettings {
  readonly on?: string | undefined;
  readonly model?: string | undefined;
  readonly inputs?: readonly string[] | undefined;
  readonly score?: string | undefined;
  readonly decision?: string | undefined;
}

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

type Setting = readonly [name: string, value: string | readonly string[]];
type Node = { readonly range?: readonly [number, number, number] | null };

const LONGEST_LINE = 140;
/** Words that are no texts when they stand plain, in this YAML or an older one. */
const WORDS = /^(true|false|null|yes|no|on|off|y|n)$/i;

/**
 * Writes settings into the predict of a document and leaves every other character as it was.
 * Error: `document_edit` (poison) with what to write by hand, where the document is of a form that cannot be edited so.
 */
export function editPredict(text: string, settings: PredictSettings): string {
  const wanted = Object.entries(settings).filter((entry): entry is [string, string | readonly string[]] => entry[1] !== undefined);
  const edited = apply(text, splices(text, wanted));
  if (JSON.stringify(valuesOf(edited)) === JSON.stringify(merged(valuesOf(text), wanted))) return edited;
  throw new MillraceError('document_edit', 'poison', `the document cannot be edited in place: write into it\n${['predict:', ...lines(wanted, 2)].join('\n')}`);
}

/** The predict of a document as it is written. */
export function predictText(text: string): string {
  const root = parseDocument(text).contents;
  const pair = isMap(root) ? pairOf(root, 'predict') : undefined;
  const from = (pair?.key as Node | undefined)?.range?.[0] ?? 0;
  return text.slice(from, trimmed(text, from, (pair?.value as Node | null | undefined)?.range?.[1] ?? from));
}

function splices(text: string, wanted: readonly Setting[]): Splice[] {
  const root = parseDocument(text).contents;
  if (!isMap(root)) return [];
  const pair = pairOf(root, 'predict');
  if (!pair) return [append(text, wanted)];
  const predict = pair.value;
  if (isMap(predict) && predict.items.length > 0) return wanted.flatMap((setting) => set(text, predict, setting)).concat(add(text, predict, wanted));
  const at = afterColon(text, pair);
  const end = (predict as Node | null)?.range?.[1] ?? at;
  return [{ from: at, to: Math.max(at, trimmed(text, at, end)), text: '\n' + lines(wanted, 2).join('\n') }];
}

/** Gives a setting that is there another value, in its place. */
function set(text: string, predict: YAMLMap, [name, value]: Setting): Splice[] {
  const pair = pairOf(predict, name);
  if (!pair) return [];
  const old = pair.value as Node | null;
  const range = old?.range;
  const indent = columnOf(text, (pair.key as Node).range?.[0] ?? 0);
  const at = afterColon(text, pair);
  if (!range || range[1] <= range[0]) return [{ from: at, to: at, text: ' ' + written(value, indent) }];
  const inLine = isScalar(old) ? !old.type?.startsWith('BLOCK') : isCollection(old) && old.flow === true;
  if (inLine) return [beforeComment(text, { from: range[0], to: range[1], text: written(value, indent) })];
  return [{ from: at, to: trimmed(text, at, range[1]), text: ' ' + written(value, indent) }];
}

/** A comment behind the value keeps its column, where the new value leaves room for it. */
function beforeComment(text: string, splice: Splice): Splice {
  const gap = /^ +(?=#)/.exec(text.slice(splice.to))?.[0].length ?? 0;
  if (gap === 0) return splice;
  const room = splice.to + gap - splice.from;
  return { from: splice.from, to: splice.to + gap, text: splice.text.padEnd(room - 1) + ' ' };
}

/** Adds the settings that are not there behind the last that is. */
function add(text: string, predict: YAMLMap, wanted: readonly Setting[]): Splice[] {
  const missing = wanted.filter(([name]) => !pairOf(predict, name));
  const last = predict.items.at(-1);
  if (missing.length === 0 || !last) return [];
  const end = Math.max(afterColon(text, last), trimmed(text, 0, (last.value as Node | null)?.range?.[1] ?? 0));
  const indent = columnOf(text, (predict.items[0].key as Node).range?.[0] ?? 0);
  if (predict.flow === true) return [{ from: end, to: end, text: missing.map(([name, value]) => `, ${name}: ${written(value, indent)}`).join('') }];
  const lineEnd = text.indexOf('\n', end);
  const at = lineEnd < 0 ? text.length : lineEnd;
  return [{ from: at, to: at, text: '\n' + lines(missing, indent).join('\n') }];
}

function append(text: string, wanted: readonly Setting[]): Splice {
  const gap = text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  return { from: text.length, to: text.length, text: `${gap}predict:\n${lines(wanted, 2).join('\n')}\n` };
}

function lines(settings: readonly Setting[], indent: number): string[] {
  return settings.map(([name, value]) => `${' '.repeat(indent)}${name}: ${written(value, indent)}`);
}

/** A value as YAML; a long list goes over several lines. */
function written(value: string | readonly string[], indent: number): string {
  if (typeof value === 'string') return scalar(value);
  const items = value.map(scalar);
  const one = `[${items.join(', ')}]`;
  if (one.length + indent < LONGEST_LINE) return one;
  const rows: string[] = [];
  for (const item of items) {
    const row = rows.at(-1);
    if (row !== undefined && row.length + item.length + 2 < LONGEST_LINE) rows[rows.length - 1] = `${row} ${item},`;
    else rows.push(`${' '.repeat(indent + 2)}${item},`);
  }
  return `[\n${rows.join('\n')}\n${' '.repeat(indent)}]`;
}

/** Plain where that is surely a text; what stands between double quotes in JSON means the same in YAML. */
function scalar(text: string): string {
  return /^[A-Za-z_][\w-]*$/.test(text) && !WORDS.test(text) ? text : JSON.stringify(text);
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === name);
}

function afterColon(text: string, pair: Pair): number {
  const end = (pair.key as Node).range?.[1] ?? 0;
  return text.indexOf(':', end) + 1;
}

/** The end of a value without the white space that a block has behind it. */
function trimmed(text: string, from: number, to: number): number {
  return from + text.slice(from, to).trimEnd().length;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function apply(text: string, changes: readonly Splice[]): string {
  return changes.toSorted((a, b) => b.from - a.from).reduce((done, { from, to, text: part }) => done.slice(0, from) + part + done.slice(to), text);
}

function valuesOf(text: string): unknown {
  try {
    return parseDocument(text).toJS() as unknown;
  } catch {
    return undefined;
  }
}

function merged(values: unknown, wanted: readonly Setting[]): unknown {
  const document = (values ?? {}) as Record<string, unknown>;
  return { ...document, predict: { ...(document.predict as object | null), ...Object.fromEntries(wanted) } };
}
