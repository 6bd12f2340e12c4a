import type { GroupPlan, OutcomePlan, Plan } from './plan.js';

/** An event as JSON gives it. */
export type EventValue = Readonly<Record<string, unknown>>;

/** One fault of an event against its schema: JSON Pointer and what is wrong there. */
export interface SchemaFault {
  readonly path: string;
  readonly message: string;
}

/** A plan with every expression and schema compiled once to a closure: made at start-up, called per event. */
export interface BoundPlan {
  readonly plan: Plan;
  readonly events: ReadonlyMap<string, BoundEvent>;
  readonly groups: readonly BoundGroup[];
  /** Values of the features of kind 'event', in the order of `plan.features`, written to `into` from `offset`; of a `plan.on` event. */
  eventFeatures(event: EventValue, into: Float64Array, offset: number): void;
  /** Score and decision from one row of the model's outputs; absent without `predict`. */
  readonly predict?: BoundPredict;
}

export interface BoundEvent {
  readonly type: string;
  readonly latenessUs: number;
  readonly aheadUs: number;
  /** Undefined when the event keeps its schema. */
  validate(event: unknown): SchemaFault[] | undefined;
  /** As `validate`, for a caller who may leave the event's time out. */
  validateTimeless(event: unknown): SchemaFault[] | undefined;
  /** The event's own id; undefined where the type has none (outcomes by default). */
  id(event: EventValue): string | undefined;
  /** Event time, microseconds since 1970 UTC; undefined where the field is absent or the type has none. Throws `time_out_of_range`. */
  timeUs(event: EventValue): number | undefined;
  key(event: EventValue): string | undefined;
  /** Reason of the first rule broken. Throws `rule_failed` where a rule cannot be evaluated. */
  brokenRule(event: EventValue): string | undefined;
  readonly outcome?: BoundOutcome;
  /** Reads most events in one walk; absent where the schema says more than it can check. */
  readonly reader?: WalkReader;
}

/** Reads most events of a type in one walk over their bytes; what it does not read is read in the general way. */
export interface WalkReader {
  /** Starts anew: events are numbered from 0. */
  begin(): void;
  /**
   * Reads one JSON text and writes its canonical form, which is no longer, to `into` from `at`. The end of what was written; -1 where the
   * general way is to read it.
   * @param timeless the event's time may be absent
   */
  scan(source: Uint8Array, into: Uint8Array, at: number, timeless: boolean): number;
  /** Whether event number `e` has letters beyond ASCII, so that its canonical form is to be read as UTF-8. */
  wide(e: number): boolean;
  /**
   * Event number `e` of those that were written; undefined where the general way is to read it.
   * @param text what was written, a letter for each byte from `base` on
   */
  event(e: number, text: string, base: number): EventValue | undefined;
}

export interface BoundOutcome {
  readonly plan: OutcomePlan;
  match(event: EventValue): string;
  value(event: EventValue): number;
}

export interface BoundGroup {
  readonly plan: GroupPlan;
  /** Key of the entity, of an event of type `of` or of type `plan.on`; several fields are joined unambiguously. */
  key(event: EventValue): string;
  /** Whether the event is kept here; absent: each is. */
  readonly where?: (event: EventValue) => boolean;
  /** Values of the inputs of kind decimal (integer) and double; those of texts and outcomes are NaN. Throws `not_finite`, `out_of_range`. */
  inputs(event: EventValue, into: Float64Array): void;
  /** Values of the inputs of kind text, in their order. */
  texts(event: EventValue): readonly string[];
  /** For each outcome read here: the event's value of the match field. */
  matches(event: EventValue): readonly string[];
}

/** Outputs of a model for a batch: for each name its values, row-major, `width` values a row. */
export interface ModelOutputs {
  readonly [name: string]: { readonly data: ArrayLike<number>; readonly width: number };
}

export interface BoundPredict {
  /** Names of the outputs that the score needs. */
  readonly outputs: readonly string[];
  score(outputs: ModelOutputs, row: number): number;
  decision(score: number, event: EventValue): string | undefined;
  /** Score of the fallback expression; undefined where the document has none. */
  readonly fallback?: { readonly afterUs: number; score(event: EventValue): number };
}
