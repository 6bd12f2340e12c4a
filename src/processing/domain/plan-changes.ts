import { canonicalJson, type FeaturePlan, type Plan } from '../../definition/index.js';

/** What differs between two plans of a pipeline, in words that a person reads. */
export interface PlanChanges {
  readonly features: { readonly added: readonly string[]; readonly removed: readonly string[]; readonly changed: readonly string[] };
  /** Parts of the document other than features, such as `decision` or `rules of payment`. */
  readonly parts: readonly string[];
  /** Whether stored state serves both, or must be built again from the log. */
  readonly window_state: 'shared' | 'rebuilt';
}

/** Compares a plan with the one that takes its place. */
export function planChanges(before: Plan, after: Plan): PlanChanges {
  const [was, is] = [definitionsOf(before), definitionsOf(after)];
  const added = [...is.keys()].filter((name) => !was.has(name));
  const removed = [...was.keys()].filter((name) => !is.has(name));
  const changed = [...is].flatMap(([name, definition]) => (was.has(name) && was.get(name) !== definition ? [name] : []));
  const parts = [...eventParts(before, after), ...predictParts(before, after)];
  return { features: { added, removed, changed }, parts, window_state: before.stateHash === after.stateHash ? 'shared' : 'rebuilt' };
}

/** Every feature's definition with nothing left to an index, by name. */
function definitionsOf(plan: Plan): Map<string, string> {
  return new Map(plan.features.map((feature) => [feature.name, canonicalJson(definitionOf(feature, plan))]));
}

function definitionOf(feature: FeaturePlan, plan: Plan): unknown {
  if (feature.kind === 'event') return feature.expression;
  const group = plan.groups[feature.group];
  const { aggregates, overUs, delayUs } = group.windows[feature.window];
  const { input, feature: _, ...aggregate } = aggregates[feature.aggregate];
  const { of, per, where, resolutionUs, maxEventsPerKey } = group;
  const kept = { where: where ?? null, resolutionUs: resolutionUs ?? null, maxEventsPerKey: maxEventsPerKey ?? null };
  return { of, per, ...kept, overUs, delayUs, ...aggregate, input: group.inputs[input] ?? null };
}

function eventParts(before: Plan, after: Plan): string[] {
  const types = new Set([...before.events, ...after.events].map((event) => event.type));
  return [...types].flatMap((type) => {
    const [was, is] = [before, after].map((plan) => plan.events.find((event) => event.type === type));
    if (!was || !is) return [`event ${type} ${is ? 'added' : 'removed'}`];
    const { rules, schema, ...settings } = is;
    const { rules: oldRules, schema: oldSchema, ...oldSettings } = was;
    return [
      ...differ(`rules of ${type}`, oldRules, rules),
      ...differ(`schema of ${type}`, oldSchema, schema),
      ...differ(`settings of ${type}`, oldSettings, settings),
    ];
  });
}

function predictParts(before: Plan, after: Plan): string[] {
  const inputs = (plan: Plan): string[] => plan.vector.map((f) => plan.features[f].name);
  const [was, is] = [before.predict, after.predict];
  if (!was || !is) return differ('predict', was ?? null, is ?? null);
  const names = ['on', 'model', 'score', 'decision', 'fallback'] as const;
  return [...differ('inputs', inputs(before), inputs(after)), ...names.flatMap((name) => differ(name, was[name] ?? null, is[name] ?? null))];
}

function differ(name: string, was: unknown, is: unknown): string[] {
  return canonicalJson(was) === canonicalJson(is) ? [] : [name];
}
