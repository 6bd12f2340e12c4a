import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.js';
import { type CompiledExpression, type Scope, compileExpression, decisionScope, outputScope, typeName } from '../expression/index.js';
import { nearest } from '../nearest.js';
import type { AggregateOperation, AggregatePlan, EventPlan, FeaturePlan, GroupPlan, Plan, PredictPlan } from '../plan.js';
import { buildGroups } from './build-groups.js';
import { EventSchemas } from './event-schemas.js';
import { type RawDocument, type RawEvent, readDocument } from './read-document.js';
import type { RawText } from './read-parts.js';
import { type DocumentFault, type Place, YamlReader } from './yaml-reader.js';

/** What a check finds: a plan, or every fault. */
export interface CheckedDocument {
  readonly plan?: Plan;
  readonly faults: readonly DocumentFault[];
}

/**
 * Checks a pipeline document and compiles it to a plan.
 * @param resolve text of a file that the document names, by its path relative to the document; undefined where there is none.
 */
export function checkDocument(text: string, resolve: (path: string) => string | undefined): CheckedDocument {
  const yaml = new YamlReader(text);
  const raw = readDocument(yaml);
  const plan = raw && new DocumentCheck(yaml, raw, resolve).plan();
  const faults = [...yaml.faults].sort((a, b) => a.line - b.line || a.column - b.column);
  return faults.length > 0 || !plan ? { faults } : { plan, faults };
}

/**
 * What decides what stored state holds. Features of the event are part of it where there is a model: an event on which one of them fails
 * is quarantined and enters no window.
 */
function stateful({
  groups,
  events,
  on,
  predict,
  eventFeatures,
}: Pick<Plan, 'groups' | 'events' | 'on' | 'predict'> & { eventFeatures: FeaturePlan[] }): object {
  const gates = predict ? { on, expressions: eventFeatures.map((feature) => (feature.kind === 'event' ? feature.expression : '')) } : null;
  return { groups, gates, events: events.map((event) => ({ ...event, schema: undefined, rules: event.rules.map((rule) => rule.expression) })) };
}

/** Types of what can be a feature, an input or a score. */
const NUMBER = ['double', 'int', 'bool'];

class DocumentCheck {
  private readonly schemas: EventSchemas;

  constructor(
    private readonly yaml: YamlReader,
    private readonly raw: RawDocument,
    resolve: (path: string) => string | undefined,
  ) {
    this.schemas = new EventSchemas(yaml, raw.events, resolve);
  }

  plan(): Plan | undefined {
    const { raw, yaml } = this;
    const events = raw.events.map((event) => this.event(event));
    const on = this.predicted();
    const eventFeatures = raw.features.map(({ name, at, expression }): FeaturePlan => {
      this.expression(at, expression, this.schemas.scope(on), NUMBER, 'a number or a truth value');
      return { name, kind: 'event', expression };
    });
    const { groups, features: windowFeatures } = buildGroups(yaml, raw, events, this.schemas, on);
    const features = [...eventFeatures, ...windowFeatures.map(({ feature }) => feature)];
    this.refuseTwice([...raw.features, ...windowFeatures]);
    const vector = this.vector(features);
    for (const f of vector) this.needsEmpty(features[f], groups, windowFeatures, on);
    const predict = raw.predict && this.predict(on);
    if (yaml.faults.length > 0) return undefined;
    const body = { format: 1 as const, pipeline: raw.pipeline, source: raw.source, events, groups, features, vector, on, ...(predict ? { predict } : {}) };
    return { ...body, hash: sha256(canonicalJson(body)), stateHash: sha256(canonicalJson(stateful({ ...body, eventFeatures }))) };
  }

  private event(raw: RawEvent): EventPlan {
    const { type, latenessUs, aheadUs } = raw;
    for (const field of [raw.id, raw.key]) if (field) this.schemas.keyField(field, type);
    if (raw.time) this.schemas.timeField(raw.time, type);
    if (!raw.id && !raw.outcome) this.yaml.fault(raw.at, 'missing', `${raw.at.path} needs id: the field that names an event, so that a repeat is known`);
    if (!raw.key && !raw.outcome) this.yaml.fault(raw.at, 'missing', `${raw.at.path} needs key: the field whose events stay in order`);
    if (raw.id && !this.schemas.requires(type, raw.id.text))
      this.yaml.fault(raw.id.at, 'optional_field', `the schema must require "${raw.id.text}": every event needs its id`);
    for (const { at, expression } of raw.rules) this.expression(at, expression, this.schemas.scope(type), ['bool'], 'a truth value');
    return {
      type,
      schema: this.schemas.of(type),
      latenessUs,
      aheadUs,
      ...(raw.id ? { id: raw.id.text } : {}),
      ...(raw.time ? { time: raw.time.text } : {}),
      ...(raw.key ? { key: raw.key.text } : {}),
      rules: raw.rules.map(({ expression, reason }) => ({ expression, reason })),
      ...(raw.outcome ? { outcome: this.outcome(raw, raw.outcome) } : {}),
    };
  }

  private outcome(raw: RawEvent, outcome: NonNullable<RawEvent['outcome']>): NonNullable<EventPlan['outcome']> {
    const { of, match, value, unknown, maturesUs } = outcome;
    const types = this.raw.events.filter((event) => !event.outcome).map((event) => event.type);
    if (of && !types.includes(of.text))
      this.yaml.fault(of.at, 'unknown_type', `there is no event type "${of.text}" that could have an outcome`, nearest(of.text, types));
    else if (of && match) this.match(match, of.text, raw.type);
    if (!raw.time) this.yaml.fault(raw.at, 'missing', `${raw.at.path} needs time: when the outcome was known`);
    if (value) this.expression(value.at, value.text, this.schemas.scope(raw.type), NUMBER, 'a number');
    return { of: of?.text ?? '', match: match?.text ?? '', value: value?.text ?? '', ...(unknown === undefined ? {} : { unknown }), maturesUs };
  }

  /** Both sides of a match are compared as texts, so they must be the same before. */
  private match(match: RawText, of: string, outcome: string): void {
    const [here, there] = [this.schemas.keyField(match, of), this.schemas.keyField(match, outcome)];
    if (here !== undefined && there !== undefined && here !== there)
      this.yaml.fault(match.at, 'field_type', `"${match.text}" is ${here} in "${of}" and ${there} in "${outcome}"`);
  }

  /** The type whose vector is computed: named, or the only one that is no outcome. */
  private predicted(): string {
    const types = this.raw.events.filter((event) => !event.outcome).map((event) => event.type);
    const named = this.raw.predict?.on;
    if (named && !types.includes(named.text))
      this.yaml.fault(named.at, 'unknown_type', `there is no event type "${named.text}" to predict on`, nearest(named.text, types));
    if (!named && this.raw.predict && types.length > 1) this.yaml.fault(this.raw.predict.at, 'missing', 'predict needs on: there is more than one event type');
    return named?.text ?? types[0] ?? '';
  }

  private predict(on: string): PredictPlan | undefined {
    const { predict } = this.raw;
    if (!predict?.model || !predict.score) return undefined;
    const { model, score, decision, fallback } = predict;
    const { outputs } = this.expression(score.at, score.text, outputScope, NUMBER, 'a number');
    if (outputs.length === 0) this.yaml.fault(score.at, 'no_output', 'the score must read an output of the model, such as probabilities[1]');
    if (decision) this.expression(decision.at, decision.text, this.schemas.scope(on, decisionScope), ['string'], 'a text');
    if (fallback?.score) this.expression(fallback.score.at, fallback.score.text, this.schemas.scope(on), NUMBER, 'a number');
    return {
      on,
      model: model.text,
      score: score.text,
      ...(decision ? { decision: decision.text } : {}),
      ...(fallback?.score ? { fallback: { afterUs: fallback.afterUs, score: fallback.score.text } } : {}),
    };
  }

  /** Names and globs to indices; a glob takes what it finds in the features' own order. */
  private vector(features: readonly FeaturePlan[]): number[] {
    const inputs = this.raw.predict?.inputs;
    if (!inputs) return features.map((_, i) => i);
    const taken: number[] = [];
    for (const { at, text } of inputs) {
      const pattern = new RegExp(`^${text.replaceAll(/[^A-Za-z0-9_*]/g, '\\$&').replaceAll('*', '.*')}$`);
      const found = features.flatMap((feature, i) => (pattern.test(feature.name) && !taken.includes(i) ? [i] : []));
      const names = features.map((feature) => feature.name);
      if (found.length === 0)
        this.yaml.fault(
          at,
          'unknown_feature',
          names.includes(text) ? `"${text}" is among the inputs already` : `no feature is called "${text}"`,
          nearest(
            text,
            names.filter((name) => name !== text),
          ),
        );
      taken.push(...found);
    }
    return taken;
  }

  private needsEmpty(feature: FeaturePlan, groups: Plan['groups'], places: readonly { name: string; at: Place }[], on: string): void {
    if (feature?.kind !== 'window') return;
    const group = groups[feature.group];
    const aggregate = group.windows[feature.window].aggregates[feature.aggregate];
    if (aggregate.empty !== undefined || ZERO_WHEN_EMPTY.includes(aggregate.operation)) return;
    if (!needsSeveral(aggregate) && holdsItself(group, feature.window, aggregate, on)) return;
    const place = places.find((one) => one.name === feature.name);
    if (place) this.yaml.fault(place.at, 'empty', `"${feature.name}" can be empty: say what it is then, {value: ..., empty: 0}`);
  }

  private refuseTwice(features: readonly { readonly name: string; readonly at: Place }[]): void {
    const seen = new Set<string>();
    for (const { name, at } of features) {
      if (seen.has(name)) this.yaml.fault({ ...at, node: at.key ?? at.node }, 'duplicate_feature', `there are two features called "${name}"`);
      seen.add(name);
    }
  }

  private expression(at: Place, text: string, scope: Scope, types: readonly string[], wanted: string): CompiledExpression {
    const compiled = compileExpression(text, scope);
    const type = typeName(compiled.type);
    this.yaml.expressionFaults(at, compiled.faults);
    if (type !== 'unknown' && !types.includes(type)) this.yaml.fault(at, 'expression_type', `"${text}" is ${type}, it must be ${wanted}`);
    return compiled;
  }
}

const ZERO_WHEN_EMPTY: readonly AggregateOperation[] = ['count', 'sum', 'distinct'];

/** Whether one event in the window is not enough. */
function needsSeveral({ operation, sample, nth }: AggregatePlan): boolean {
  return operation === 'time_since_last' || sample === true || (nth ?? 1) > 1;
}

/** A window without delay over the predicted type holds at least the event itself. */
function holdsItself(group: GroupPlan, window: number, { input }: AggregatePlan, on: string): boolean {
  if (group.windows[window].delayUs !== 0 || group.of !== on || group.where !== undefined || group.maxEventsPerKey !== undefined) return false;
  const read = group.inputs[input];
  return read?.kind !== 'outcome' || read.unknown !== undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
