import { readDurationUs } from '../duration.js';
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

export interface RawText {
  readonly at: Place;
  readonly text: string;
}

export interface RawWindow {
  readonly at: Place;
  readonly of?: RawText;
  readonly per: readonly RawText[];
  readonly over: readonly { readonly label: string; readonly us: number }[];
  readonly delayUs: number;
  readonly features: readonly { readonly name: string; readonly at: Place; readonly expression: string; readonly empty?: number }[];
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
const FEATURE = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

type Entries = ReadonlyMap<string, Place>;

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

function readFeature(yaml: YamlReader, feature: string, at: Place): RawDocument['features'] {
  if (!FEATURE.test(feature)) yaml.fault({ ...at, node: at.key }, 'name', `"${feature}" cannot name a feature: letters, digits and _ only`);
  const expression = yaml.text(at);
  return expression === undefined ? [] : [{ name: feature, at, expression }];
}

function readWindow(yaml: YamlReader, at: Place): RawWindow[] {
  const entries = yaml.map(at, ['of', 'per', 'over', 'delay', 'features']);
  if (!entries) return [];
  for (const needed of ['of', 'per', 'over', 'features']) if (!entries.has(needed)) yaml.fault(at, 'missing', `${at.path} needs ${needed}`);
  const features = entries.get('features');
  const read = [...((features && yaml.map(features)) || [])];
  if (features && yaml.isMap(features) && read.length === 0) yaml.fault(features, 'missing', `${features.path} names nothing`);
  return [
    {
      at,
      ...texts(yaml, entries, ['of']),
      per: textList(yaml, entries.get('per')),
      over: textList(yaml, entries.get('over')).flatMap(({ at: place, text }) => {
        const us = durationOf(yaml, place, text);
        if (us === 0) yaml.fault(place, 'duration', 'a window must be longer than nothing');
        return us === undefined ? [] : [{ label: text, us }];
      }),
      delayUs: duration(yaml, entries, 'delay') ?? 0,
      features: read.flatMap(([feature, place]) => readWindowFeature(yaml, feature, place)),
    },
  ];
}

function readWindowFeature(yaml: YamlReader, feature: string, at: Place): RawWindow['features'] {
  if (!yaml.isMap(at)) return readFeature(yaml, feature, at);
  const entries = yaml.map(at, ['value', 'empty']);
  const value = entries?.get('value');
  if (!entries || !value) {
    if (entries) yaml.fault(at, 'missing', `${at.path} needs a value, such as mean(event.amount)`);
    return [];
  }
  const empty = entries.has('empty') ? yaml.number(entries.get('empty') as Place) : undefined;
  return readFeature(yaml, feature, { ...value, key: at.key }).map((one) => ({ ...one, ...(empty === undefined ? {} : { empty }) }));
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

function texts<K extends string>(yaml: YamlReader, entries: Entries, names: readonly K[]): Partial<Record<K, RawText>> {
  const found: Partial<Record<K, RawText>> = {};
  for (const key of names) {
    const at = entries.get(key);
    const text = at && yaml.text(at);
    if (at && text !== undefined) found[key] = { at, text };
  }
  return found;
}

/** A text, or a list of texts. */
function textList(yaml: YamlReader, at: Place | undefined): RawText[] {
  if (!at) return [];
  const places = at.node && 'items' in at.node ? (yaml.list(at) ?? []) : [at];
  if (places.length === 0) yaml.fault(at, 'missing', `${at.path} names nothing`);
  return places.flatMap((place) => {
    const text = yaml.text(place);
    return text === undefined ? [] : [{ at: place, text }];
  });
}

function duration(yaml: YamlReader, entries: Entries, key: string): number | undefined {
  const at = entries.get(key);
  const text = at && yaml.text(at);
  return at && text !== undefined ? durationOf(yaml, at, text) : undefined;
}

function durationOf(yaml: YamlReader, at: Place, text: string): number | undefined {
  const us = readDurationUs(text);
  if (us === undefined) yaml.fault(at, 'duration', `"${text}" is no duration: write 10m, 7d, 80ms or 1h30m`);
  return us;
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
