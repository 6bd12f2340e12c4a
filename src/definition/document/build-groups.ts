import { compileExpression, typeName } from '../expression/index.js';
import { nearest } from '../nearest.js';
import type { AggregatePlan, EventPlan, FeaturePlan, GroupPlan, InputPlan, WindowPlan } from '../plan.js';
import type { EventSchemas } from './event-schemas.js';
import { outcomeInputOf, readAggregate } from './read-aggregate.js';
import type { RawDocument } from './read-document.js';
import type { RawText } from './read-parts.js';
import type { RawWindow, RawWindowFeature } from './read-window.js';
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

/** What the windows of a document are checked against. */
interface Surroundings {
  readonly yaml: YamlReader;
  readonly events: readonly EventPlan[];
  readonly schemas: EventSchemas;
}

/** Gathers the windows by entity: one group keeps each event once for all windows over it that keep the same events. */
export function buildGroups(yaml: YamlReader, raw: RawDocument, events: readonly EventPlan[], schemas: EventSchemas, on: string): BuiltGroups {
  const around = { yaml, events, schemas };
  const drafts: Draft[] = [];
  const features: PlacedFeature[] = [];
  for (const window of raw.windows) {
    const of = checkedOf(yaml, raw, window);
    if (of === undefined) continue;
    for (const type of new Set([of, on])) for (const per of window.per) schemas.keyField(per, type);
    const filters = new Set<RawText>();
    for (const where of [window.where, ...window.features.map((feature) => feature.where)]) if (where) filters.add(where);
    for (const where of filters) checkFilter(around, where, of);
    for (const over of window.over) features.push(...windowFeatures(around, window, of, over, drafts));
  }
  const groups = drafts.map((draft) => finish(draft, events));
  return { groups: [...groups, ...hiddenGroups(groups, events, schemas)], features };
}

/** The features of one length of a window, in document order; those with the same filter share a window of the plan. */
function windowFeatures(around: Surroundings, window: RawWindow, of: string, over: RawWindow['over'][number], drafts: Draft[]): PlacedFeature[] {
  const made = new Map<number, { w: number; aggregates: AggregatePlan[] }>();
  return window.features.flatMap((feature) => {
    const group = draftOf(window, of, whereOf(window, feature), drafts);
    let into = made.get(group);
    if (!into) {
      const aggregates: AggregatePlan[] = [];
      const w = drafts[group].windows.push({ label: over.label, overUs: over.us, delayUs: window.delayUs, aggregates }) - 1;
      made.set(group, (into = { w, aggregates }));
    }
    const { w, aggregates } = into;
    return aggregatesOf(around, feature, `${feature.name}_${over.label}`, drafts[group]).map((aggregate): PlacedFeature => {
      const a = aggregates.push(aggregate) - 1;
      return { name: aggregate.feature, at: feature.at, feature: { name: aggregate.feature, kind: 'window', group, window: w, aggregate: a } };
    });
  });
}

/** Index of the group that keeps what the window needs: made where it is new. */
function draftOf({ per, resolution, maxEventsPerKey }: RawWindow, of: string, where: string | undefined, drafts: Draft[]): number {
  const fields = per.map(({ text }) => text);
  const kept = {
    ...(where === undefined ? {} : { where }),
    ...(resolution ? { resolutionUs: resolution.us } : {}),
    ...(maxEventsPerKey === undefined ? {} : { maxEventsPerKey }),
  };
  const tail = Object.entries(kept).map(([setting, value]) => ` ${setting} ${value}`);
  const name = `${of}/${fields.join('+')}${tail.join('')}`;
  const known = drafts.findIndex((draft) => draft.name === name);
  return known >= 0 ? known : drafts.push({ name, of, per: fields, ...kept, inputs: [], windows: [], faulty: new Set() }) - 1;
}

function whereOf(window: RawWindow, feature: RawWindowFeature): string | undefined {
  if (!window.where || !feature.where) return (window.where ?? feature.where)?.text;
  return `(${window.where.text}) && (${feature.where.text})`;
}

function checkFilter({ yaml, schemas }: Surroundings, { at, text }: RawText, of: string): void {
  const { type, faults } = compileExpression(text, schemas.scope(of));
  yaml.expressionFaults(at, faults);
  if (type !== 'bool' && type !== 'unknown') yaml.fault(at, 'expression_type', `"${text}" is ${typeName(type)}, it must be a truth value`);
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

/** The aggregates that one feature's text makes: one, or as many as `last_n` has values. */
function aggregatesOf({ yaml, events, schemas }: Surroundings, feature: RawWindowFeature, name: string, draft: Draft): AggregatePlan[] {
  const read = readAggregate(feature.expression, draft.of, events, schemas);
  if (!('operation' in read)) {
    // One text makes a feature for each length of the window: its faults are told once.
    if (!draft.faulty.has(feature.at)) yaml.expressionFaults(feature.at, read);
    draft.faulty.add(feature.at);
    return [];
  }
  const { operation, input, sample, values } = read;
  if (draft.resolutionUs !== undefined && input?.kind === 'outcome' && (operation === 'min' || operation === 'max'))
    yaml.fault(feature.at, 'tiles', `${operation}() of an outcome, which is revised, needs every event: leave resolution out`);
  const aggregate: AggregatePlan = {
    feature: name,
    operation,
    input: input ? indexOf(input, draft) : -1,
    ...(sample ? { sample } : {}),
    ...(feature.empty === undefined ? {} : { empty: feature.empty }),
  };
  if (values === undefined) return [aggregate];
  return Array.from({ length: values }, (_, i) => ({ ...aggregate, feature: `${name}_${i + 1}`, nth: i + 1 }));
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
  const { faulty: _, ...group } = draft;
  return { ...group, outcomes, retentionUs: longest + lateness + (group.resolutionUs ?? 0) };
}

/** An outcome that no window keeps for as long as it may come needs a place where its event can be found. */
function hiddenGroups(groups: readonly GroupPlan[], events: readonly EventPlan[], schemas: EventSchemas): GroupPlan[] {
  return events.flatMap((event) => {
    const of = events.find((one) => one.type === event.outcome?.of);
    if (!event.outcome || !of?.key) return [];
    const needed = event.outcome.maturesUs + of.latenessUs;
    if (groups.some((group) => keepsAll(group) && group.outcomes.includes(event.type) && group.retentionUs >= needed)) return [];
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

/** Whether every event of the group's type is in it, for as long as it says. */
function keepsAll({ where, resolutionUs, maxEventsPerKey }: GroupPlan): boolean {
  return where === undefined && resolutionUs === undefined && maxEventsPerKey === undefined;
}
