/**
 * A plan is the compiled form of a pipeline document: plain JSON, expanded (nothing is left to defaults), the same for every engine.
 * All times are integer microseconds. `hash` covers everything in the plan but the two hashes themselves.
 */
export interface Plan {
  readonly format: 1;
  readonly pipeline: string;
  /** Name of the log that the pipeline reads. */
  readonly source: string;
  readonly events: readonly EventPlan[];
  /** One entry for each (event type, entity) that a window is kept over; windows of the same entity share its state. */
  readonly groups: readonly GroupPlan[];
  /** Every feature by name: first those computed from the event alone, then windows, window-major, in document order. */
  readonly features: readonly FeaturePlan[];
  /** The feature vector: indices into `features`, in the model's order. */
  readonly vector: readonly number[];
  /** Type of the events whose vector is computed: `predict.on`, or the only type that is not an outcome. */
  readonly on: string;
  readonly predict?: PredictPlan;
  /** SHA-256 (hex) of the canonical JSON of the plan without its hashes. */
  readonly hash: string;
  /** SHA-256 (hex) of what stored state depends on: two plans with the same `stateHash` share state. */
  readonly stateHash: string;
}

export interface EventPlan {
  readonly type: string;
  /** JSON Schema (2020-12), as given. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Field (dotted path) with the event's own id; absent: an outcome whose id is (match, time, digest). */
  readonly id?: string;
  /** Field with the event time; absent: the event's time is its append time. */
  readonly time?: string;
  /** Field with the partition key; absent for outcomes that do not carry it. */
  readonly key?: string;
  readonly latenessUs: number;
  readonly aheadUs: number;
  readonly rules: readonly RulePlan[];
  readonly outcome?: OutcomePlan;
}

export interface RulePlan {
  /** CEL over `event`; true means that the event is accepted. */
  readonly expression: string;
  /** Told when it is broken: the expression's own text unless the document names one. */
  readonly reason: string;
}

export interface OutcomePlan {
  /** Type of the events that the outcome is of. */
  readonly of: string;
  /** Field that both carry; the outcome belongs to the event with the same value. */
  readonly match: string;
  /** CEL over the outcome `event`, a number. */
  readonly value: string;
  /** What an event without an outcome counts as; absent: it does not count. */
  readonly unknown?: number;
  readonly maturesUs: number;
}

export interface GroupPlan {
  /** `<of>/<per>`: the entity's name in state, for example `payment/terminal`. */
  readonly name: string;
  readonly of: string;
  /** Fields whose values make the key. */
  readonly per: readonly string[];
  /** CEL over the event, a truth value: only events with true are kept here. */
  readonly where?: string;
  /** Events are kept as sums over tiles of this length, aligned to 1970 UTC; absent: each event is kept. */
  readonly resolutionUs?: number;
  /** Most events of one key that are kept; the oldest leave. */
  readonly maxEventsPerKey?: number;
  readonly inputs: readonly InputPlan[];
  readonly windows: readonly WindowPlan[];
  /** Outcome types whose values are read here. */
  readonly outcomes: readonly string[];
  /** An event is kept while its time is above (max event time - retentionUs): longest window with its delay, plus lateness, plus one tile. */
  readonly retentionUs: number;
}

export type InputPlan =
  /** Kept as the integer round(x * 10^digits); sums are exact integers. */
  | { readonly kind: 'decimal'; readonly expression: string; readonly digits: number }
  /** Kept as a double; sums are exact and rounded once. */
  | { readonly kind: 'double'; readonly expression: string }
  /** A text; only distinct values are counted. */
  | { readonly kind: 'text'; readonly expression: string }
  /** Value of the event's outcome; `unknown` where none has come (absent: not counted). `digits` as for decimals, absent for doubles. */
  | { readonly kind: 'outcome'; readonly outcome: string; readonly unknown?: number; readonly digits?: number };

export interface WindowPlan {
  /** As written in the document, for example `7d`. */
  readonly label: string;
  readonly overUs: number;
  readonly delayUs: number;
  readonly aggregates: readonly AggregatePlan[];
}

export const AGGREGATES = [
  ...(['count', 'sum', 'mean', 'min', 'max', 'variance', 'stddev'] as const),
  ...(['first', 'last', 'last_n', 'distinct', 'time_since_last'] as const),
];

export type AggregateOperation = (typeof AGGREGATES)[number];

export interface AggregatePlan {
  readonly feature: string;
  readonly operation: AggregateOperation;
  /** Index into the group's `inputs`; -1 for `count()` and `time_since_last()`. */
  readonly input: number;
  /** Of variance and stddev: divided by n - 1, not n. */
  readonly sample?: true;
  /** Of `last_n`: which of the last values, 1 for the latest. */
  readonly nth?: number;
  /** Value over an empty window; count, sum and distinct are 0 without it, any other aggregate must have it to enter a vector. */
  readonly empty?: number;
}

export type FeaturePlan =
  | { readonly name: string; readonly kind: 'event'; readonly expression: string }
  | { readonly name: string; readonly kind: 'window'; readonly group: number; readonly window: number; readonly aggregate: number };

export interface PredictPlan {
  readonly on: string;
  /** Registry name, or the path of a file (relative to the document) that becomes version 1 under the pipeline's name. */
  readonly model: string;
  /** CEL over the model's outputs by name, for example `probabilities[1]`. */
  readonly score: string;
  /** CEL over `score` (and `event`), a string; absent: no decision. */
  readonly decision?: string;
  readonly fallback?: { readonly afterUs: number; readonly score: string };
}
