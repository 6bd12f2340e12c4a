import { type RawText, type Entries, duration, durationOf, readFeature, textList, texts } from './read-parts.js';
import type { Place, YamlReader } from './yaml-reader.js';

export interface RawWindow {
  readonly at: Place;
  readonly of?: RawText;
  readonly per: readonly RawText[];
  readonly over: readonly { readonly label: string; readonly us: number }[];
  readonly delayUs: number;
  readonly where?: RawText;
  readonly resolution?: { readonly at: Place; readonly us: number };
  readonly maxEventsPerKey?: number;
  readonly features: readonly RawWindowFeature[];
}

export interface RawWindowFeature {
  readonly name: string;
  readonly at: Place;
  readonly expression: string;
  readonly empty?: number;
  readonly where?: RawText;
}

const SETTINGS = ['of', 'per', 'over', 'delay', 'where', 'resolution', 'maxEventsPerKey', 'features'];

export function readWindow(yaml: YamlReader, at: Place): RawWindow[] {
  const entries = yaml.map(at, SETTINGS);
  if (!entries) return [];
  for (const needed of ['of', 'per', 'over', 'features']) if (!entries.has(needed)) yaml.fault(at, 'missing', `${at.path} needs ${needed}`);
  const features = entries.get('features');
  const read = [...((features && yaml.map(features)) || [])];
  if (features && yaml.isMap(features) && read.length === 0) yaml.fault(features, 'missing', `${features.path} names nothing`);
  const window: RawWindow = {
    at,
    ...texts(yaml, entries, ['of', 'where']),
    per: textList(yaml, entries.get('per')),
    over: textList(yaml, entries.get('over')).flatMap(({ at: place, text }) => {
      const us = durationOf(yaml, place, text);
      if (us === 0) yaml.fault(place, 'duration', 'a window must be longer than nothing');
      return us === undefined ? [] : [{ label: text, us }];
    }),
    delayUs: duration(yaml, entries, 'delay') ?? 0,
    ...bounds(yaml, entries),
    features: read.flatMap(([feature, place]) => readWindowFeature(yaml, feature, place)),
  };
  checkResolution(yaml, window);
  return [window];
}

function bounds(yaml: YamlReader, entries: Entries): Pick<RawWindow, 'resolution' | 'maxEventsPerKey'> {
  const resolutionAt = entries.get('resolution');
  const us = duration(yaml, entries, 'resolution');
  const mostAt = entries.get('maxEventsPerKey');
  const most = mostAt && yaml.number(mostAt);
  if (mostAt && most !== undefined && !(Number.isSafeInteger(most) && most >= 1))
    yaml.fault(mostAt, 'wrong_type', 'maxEventsPerKey must be a whole number from 1');
  if (mostAt && resolutionAt) yaml.fault(mostAt, 'tiles', 'maxEventsPerKey bounds events that are kept: with resolution none are, beyond the newest');
  return { ...(resolutionAt && us !== undefined ? { resolution: { at: resolutionAt, us } } : {}), ...(most === undefined ? {} : { maxEventsPerKey: most }) };
}

/** Both edges of a window lie on tiles, so its length and its delay must be whole tiles. */
function checkResolution(yaml: YamlReader, { at, resolution, over, delayUs }: RawWindow): void {
  if (!resolution) return;
  if (resolution.us === 0) return yaml.fault(resolution.at, 'duration', 'a resolution must be longer than nothing');
  for (const { label, us } of over) if (us % resolution.us !== 0) yaml.fault(resolution.at, 'tiles', `${label} is not a multiple of the resolution`);
  if (delayUs % resolution.us !== 0) yaml.fault(at, 'tiles', 'the delay is not a multiple of the resolution');
}

function readWindowFeature(yaml: YamlReader, feature: string, at: Place): RawWindowFeature[] {
  if (!yaml.isMap(at)) return readFeature(yaml, feature, at);
  const entries = yaml.map(at, ['value', 'empty', 'where']);
  const value = entries?.get('value');
  if (!entries || !value) {
    if (entries) yaml.fault(at, 'missing', `${at.path} needs a value, such as mean(event.amount)`);
    return [];
  }
  const empty = entries.has('empty') ? yaml.number(entries.get('empty') as Place) : undefined;
  const more = { ...texts(yaml, entries, ['where']), ...(empty === undefined ? {} : { empty }) };
  return readFeature(yaml, feature, { ...value, key: at.key }).map((one) => ({ ...one, ...more }));
}
