import { type Entries, FEATURE, type RawText, duration, readFeature, textList, texts } from './read-parts.js';
import { type RawWindow, readWindow } from './read-window.js';
import type { Place, YamlReader } from './yaml-reader.js';

/** A document as it is written, every value with its place. */
export interface RawDocument {
  readonly pipeline: string;
  readonly source: string;
  readonly events: readonly RawEvent[];
  readonly features: readonly { readonly name: string; readonly at: Place; readonly expression: string }[];
  readonly windows: readonly RawWindow[];
  readonly predict?: RawPredict;
}

export interface RawEvent {
  readonly type: string;
  readonly at: Place;
  readonly schema?: RawText;
  readonly id?: RawText;
  readonly time?: RawText;
  readonly key?: RawText;
  readonly latenessUs: number;
  readonly aheadUs: number;
  readonly rules: readonly { readonly at: Place; readonly expression: string; readonly reason: string }[];
  readonly outcome?: {
    readonly at: Place;
    readonly of?: RawText;
    readonly match?: RawText;
    readonly value?: RawText;
    readonly unknown?: number;
    readonly maturesUs: number;
  };
}

export interface RawPredict {
  readonly at: Place;
  readonly on?: RawText;
  readonly model?: RawText;
  readonly inputs: readonly RawText[] | undefined;
  readonly score?: RawText;
  readonly decision?: RawText;
  readonly fallback?: { readonly afterUs: number; readonly score?: RawText };
}

const MINUTE_US = 60_000_000;
const DAY_US = 86_400_000_000;
const DEFAULT_LATENESS_US = 10 * MINUTE_US;
const DEFAULT_AHEAD_US = 5 * MINUTE_US;
const DEFAULT_MATURES_US = 30 * DAY_US;
const DEFAULT_FALLBACK_US = 80_000;
export const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** Reads the document's shape; undefined when it has none. Every fault lands in the reader. */
export function readDocument(yaml: YamlReader): RawDocument | undefined {
  if (!yaml.root) return undefined;
  const root = { path: '', node: yaml.root };
  const top = yaml.map(root, ['pipeline', 'source', 'events', 'rules', 'features', 'windows', 'predict']);
  if (!top) return undefined;
  const pipeline = name(yaml, top, 'pipeline', root) ?? '';
  const source = top.has('source') ? (name(yaml, top, 'source', root) ?? '') : pipeline;
  const events = top.get('events');
  if (!events) yaml.fault(root, 'missing', 'the document needs events: the types that its source holds');
  const predict = top.get('predict');
  return {
    pipeline,
    source,
    events: events ? readEvents(yaml, events, top.get('rules')) : [],
    features: [...((top.has('features') && yaml.map(top.get('features') as Place)) || [])].flatMap(([feature, at]) => readFeature(yaml, feature, at)),
    windows: ((top.has('windows') && yaml.list(top.get('windows') as Place)) || []).flatMap((at) => readWindow(yaml, at)),
    ...(predict ? { predict: readPredict(yaml, predict) } : {}),
  };
}

function readEvents(yaml: YamlReader, at: Place, rulesAt: Place | undefined): RawEvent[] {
  const types = yaml.map(at);
  if (!types) return [];
  if (types.size === 0) yaml.fault(at, 'missing', 'events names no type');
  const rules = rulesAt && yaml.map(rulesAt, [...types.keys()]);
  return [...types].flatMap(([type, place]) => readEvent(yaml, type, place, rules?.get(type)));
}

function readEvent(yaml: YamlReader, type: string, at: Place, rulesAt: Place | undefined): RawEvent[] {
  if (!FEATURE.test(type.replaceAll('-', '_')))
    yaml.fault({ ...at, node: at.key }, 'name', `"${type}" cannot name an event type: letters, digits, _ and - only`);
  const entries = yaml.map(at, ['schema', 'id', 'time', 'key', 'lateness', 'ahead', 'outcome']);
  if (!entries) return [];
  if (!entries.has('schema')) yaml.fault(at, 'missing', `${at.path} needs a schema: the JSON Schema file of its events`);
  return [
    {
      type,
      at,
      ...texts(yaml, entries, ['schema', 'id', 'time', 'key']),
      latenessUs: duration(yaml, entries, 'lateness') ?? DEFAULT_LATENESS_US,
      aheadUs: duration(yaml, entries, 'ahead') ?? DEFAULT_AHEAD_US,
      rules: ((rulesAt && yaml.list(rulesAt)) || []).flatMap((rule) => readRule(yaml, rule)),
      ...(entries.has('outcome') ? { outcome: readOutcome(yaml, entries.get('outcome') as Place) } : {}),
    },
  ];
}

function readRule(yaml: YamlReader, at: Place): RawEvent['rules'] {
  if (!yaml.isMap(at)) {
    const expression = yaml.text(at);
    return expression === undefined ? [] : [{ at, expression, reason: expression }];
  }
  const entries = yaml.map(at, ['rule', 'reason']);
  const rule = entries?.get('rule');
  if (!entries || !rule) {
    if (entries) yaml.fault(at, 'missing', 'a rule is a CEL text, or {rule, reason}');
    return [];
  }
  const expression = yaml.text(rule) ?? '';
  return [{ at: rule, expression, reason: entries.has('reason') ? (yaml.text(entries.get('reason') as Place) ?? expression) : expression }];
}

function readOutcome(yaml: YamlReader, at: Place): RawEvent['outcome'] {
  const entries = yaml.map(at, ['of', 'match', 'value', 'unknown', 'matures']);
  if (!entries) return { at, maturesUs: DEFAULT_MATURES_US };
  for (const needed of ['of', 'match', 'value']) if (!entries.has(needed)) yaml.fault(at, 'missing', `${at.path} needs ${needed}`);
  const unknown = entries.has('unknown') ? yaml.number(entries.get('unknown') as Place) : undefined;
  return {
    at,
    ...texts(yaml, entries, ['of', 'match', 'value']),
    ...(unknown === undefined ? {} : { unknown }),
    maturesUs: duration(yaml, entries, 'matures') ?? DEFAULT_MATURES_US,
  };
}

function readPredict(yaml: YamlReader, at: Place): RawPredict {
  const entries = yaml.map(at, ['on', 'model', 'inputs', 'score', 'decision', 'fallback']);
  if (!entries) return { at, inputs: undefined };
  for (const needed of ['model', 'score']) if (!entries.has(needed)) yaml.fault(at, 'missing', `predict needs ${needed}`);
  const fallback = entries.get('fallback');
  const parts = fallback && yaml.map(fallback, ['after', 'score']);
  if (fallback && parts && !parts.has('score')) yaml.fault(fallback, 'missing', 'fallback needs a score');
  return {
    at,
    ...texts(yaml, entries, ['on', 'model', 'score', 'decision']),
    inputs: entries.has('inputs') ? textList(yaml, entries.get('inputs')) : undefined,
    ...(parts ? { fallback: { afterUs: duration(yaml, parts, 'after') ?? DEFAULT_FALLBACK_US, ...texts(yaml, parts, ['score']) } } : {}),
  };
}

function name(yaml: YamlReader, entries: Entries, key: string, root: Place): string | undefined {
  const at = entries.get(key);
  if (!at) {
    yaml.fault(root, 'missing', `the document needs ${key}: its name`);
    return undefined;
  }
  const text = yaml.text(at);
  if (text !== undefined && !NAME.test(text)) yaml.fault(at, 'name', `"${text.slice(0, 80)}" cannot be a name: small letters, digits and -, a letter first`);
  return text;
}
