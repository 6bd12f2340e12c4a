import { readDurationUs } from '../duration.js';
import type { Place, YamlReader } from './yaml-reader.js';

export interface RawText {
  readonly at: Place;
  readonly text: string;
}

export const FEATURE = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

export type Entries = ReadonlyMap<string, Place>;

export function readFeature(yaml: YamlReader, feature: string, at: Place): { readonly name: string; readonly at: Place; readonly expression: string }[] {
  if (!FEATURE.test(feature)) yaml.fault({ ...at, node: at.key }, 'name', `"${feature}" cannot name a feature: letters, digits and _ only`);
  const expression = yaml.text(at);
  return expression === undefined ? [] : [{ name: feature, at, expression }];
}

export function texts<K extends string>(yaml: YamlReader, entries: Entries, names: readonly K[]): Partial<Record<K, RawText>> {
  const found: Partial<Record<K, RawText>> = {};
  for (const key of names) {
    const at = entries.get(key);
    const text = at && yaml.text(at);
    if (at && text !== undefined) found[key] = { at, text };
  }
  return found;
}

/** A text, or a list of texts. */
export function textList(yaml: YamlReader, at: Place | undefined): RawText[] {
  if (!at) return [];
  const places = at.node && 'items' in at.node ? (yaml.list(at) ?? []) : [at];
  if (places.length === 0) yaml.fault(at, 'missing', `${at.path} names nothing`);
  return places.flatMap((place) => {
    const text = yaml.text(place);
    return text === undefined ? [] : [{ at: place, text }];
  });
}

export function duration(yaml: YamlReader, entries: Entries, key: string): number | undefined {
  const at = entries.get(key);
  const text = at && yaml.text(at);
  return at && text !== undefined ? durationOf(yaml, at, text) : undefined;
}

export function durationOf(yaml: YamlReader, at: Place, text: string): number | undefined {
  const us = readDurationUs(text);
  if (us === undefined) yaml.fault(at, 'duration', `"${text}" is no duration: write 10m, 7d, 80ms or 1h30m`);
  return us;
}
