import { nearest } from '../nearest.js';
import type { AggregatePlan, EventPlan, FeaturePlan, GroupPlan, InputPlan, WindowPlan } from '../plan.js';
import type { EventSchemas } from './event-schemas.js';
import { outcomeInputOf, readAggregate } from './read-aggregate.js';
import type { RawDocument, RawWindow } from './read-document.js';
import type { Place, YamlReader } from './yaml-reader.js';

/** A feature with the place in the document that it comes from. */
interface PlacedFeature {
  readonly name: string;
  readonly at: Place;
  readonly feature: FeaturePlan;
}

/** A group while it is being gathered. */
interface Draft extends Omit<GroupPlan, 'inputs' | 'windows' | 'outcomes' | 'retentionUs'> {
  readonly inputs: InputPlan[];
  readonly windows: WindowPlan[];
  readonly faulty: Set<Place>;
}

export interface BuiltGroups {
  readonly groups: readonly GroupPlan[];
  /** Window-major: all names of the first window, then of the next, in document order. */
  readonly features: readonly PlacedFeature[];
}

/** Gathers the windows by entity: one group keeps each event once for all windows over it. */
export function buildGroups(yaml: YamlReader, raw: RawDocument, events: readonly EventPlan[], schemas: EventSchemas, on: string): BuiltGroups {
  const drafts: Draft[] = [];
  const features: PlacedFeature[] = [];
  for (const window of raw.windows) {
    const of = checkedOf(yaml, raw, window);
    if (of === undefined) continue;
    for (const type of new Set([of, on])) for (const per of window.per) schemas.keyField(per, type);
    const name = `${of}/${window.per.map((per) => per.text).join('+')}`;
    let group = drafts.findIndex((draft) => draft.name === name);
    if (group < 0) group = drafts.push({ name, of, per: window.per.map((per) => per.text), inputs: [], windows: [], faulty: new Set() }) - 1;
    for (const over of window.over) {
      const aggregates = window.features.flatMap((feature) => aggregateOf(yaml, feature, `${feature.name}_${over.label}`, drafts[group], events, schemas));
      const w =
        drafts[group].windows.push({ label: over.label, overUs: over.us, delayUs: window.delayUs, aggregates: aggregates.map(({ aggregate }) => aggregate) }) -
        1;
      aggregates.forEach(({ aggregate, at }, a) =>
        features.push({ name: aggregate.feature, at, feature: { name: aggregate.feature, kind: 'window', group, window: w, aggregate: a } }),
      );
    }
  }
  const groups = drafts.map((draft) => finish(draft, events));
  return { groups: [...groups, ...hiddenGroups(groups, events, schemas)], features };
}

function checkedOf(yaml: YamlReader, raw: RawDocument, { of }: RawWindow): string | undefined {
  if (!of) return undefined;
  const types = raw.events.filter((event) => !event.outcome).map((event) => event.type);
  if (types.includes(of.text)) return of.text;
  const outcome = raw.events.some((event) => event.type === of.text);
  yaml.fault(
    of.at,
    'unknown_type',
    outcome ? `"${of.text}" is an outcome: windows are over the events it is of` : `there is no event type "${of.text}"`,
    outcome ? undefined : nearest(of.text, types),
  );
  return undefined;
}

function aggregateOf(
  yaml: YamlReader,
  feature: RawWindow['features'][number],
  name: string,
  draft: Draft,
  events: readonly EventPlan[],
  schemas: EventSchemas,
): { aggregate: AggregatePlan; at: Place }[] {
  const read = readAggregate(feature.expression, draft.of, events, schemas);
  if (!('operation' in read)) {
    // One text makes a feature for each length of the window: its faults are told once.
    if (!draft.faulty.has(feature.at)) yaml.expressionFaults(feature.at, read);
    draft.faulty.add(feature.at);
    return [];
  }
  const { operation, input } = read;
  const aggregate: AggregatePlan = {
    feature: name,
    operation,
    input: input ? indexOf(input, draft) : -1,
    ...(feature.empty === undefined ? {} : { empty: feature.empty }),
  };
  return [{ aggregate, at: feature.at }];
}

/** Index of an input of the group, shared where it is there already. */
function indexOf(input: InputPlan, { inputs }: Draft): number {
  const text = JSON.stringify(input);
  const known = inputs.findIndex((other) => JSON.stringify(other) === text);
  return known >= 0 ? known : inputs.push(input) - 1;
}

function finish(draft: Draft, events: readonly EventPlan[]): GroupPlan {
  const lateness = events.find((event) => event.type === draft.of)?.latenessUs ?? 0;
  const outcomes = [...new Set(draft.inputs.flatMap((input) => (input.kind === 'outcome' ? [input.outcome] : [])))];
  const longest = Math.max(0, ...draft.windows.map((window) => window.overUs + window.delayUs));
  const { name, of, per, inputs, windows } = draft;
  return { name, of, per, inputs, windows, outcomes, retentionUs: longest + lateness };
}

/** An outcome that no window keeps for as long as it may come needs a place where its event can be found. */
function hiddenGroups(groups: readonly GroupPlan[], events: readonly EventPlan[], schemas: EventSchemas): GroupPlan[] {
  return events.flatMap((event) => {
    const of = events.find((one) => one.type === event.outcome?.of);
    if (!event.outcome || !of?.key) return [];
    const needed = event.outcome.maturesUs + of.latenessUs;
    if (groups.some((group) => group.outcomes.includes(event.type) && group.retentionUs >= needed)) return [];
    return [
      {
        name: `match/${event.type}`,
        of: of.type,
        per: [of.key],
        inputs: [outcomeInputOf(event, schemas)],
        windows: [],
        outcomes: [event.type],
        retentionUs: needed,
      },
    ];
  });
}
