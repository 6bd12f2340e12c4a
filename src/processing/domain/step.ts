import type { BoundEvent, BoundPlan, EventValue } from '../../definition/index.js';
import { MillraceError, formatTimeUs } from '../../definition/index.js';
import { BatchIds } from './batch-ids.js';
import { type Behind, eventsBehind } from './behind.js';
import { DeltaWriter } from './delta.js';
import { DUPLICATE, LATE, OBSERVED, PREDICTED, QUARANTINED } from './disposition.js';
import { EntryScratch } from './entry-scratch.js';
import { FeatureVectors } from './feature-vectors.js';
import type { Entry, EventEntry, LaneState, OutcomeEntry, Transition } from './lane-state.js';
import type { PredictionIds } from './prediction-ids.js';
import { NO_RETRIES, type QuarantinedRecord, type Retries } from './retries.js';
import type { Candidate, LoggedRecord, SetAside, Step } from './step-result.js';

const DAY_US = 86_400_000_000;

/**
 * Takes records in log order to dispositions and feature vectors, changing the lane's state. Checks run in this order: future, late,
 * duplicate or reused id, rules. No clock is read: only times that the records hold.
 */
export class StepComputer {
  private readonly delta: DeltaWriter;
  private readonly vectors: FeatureVectors;
  private readonly types: ReadonlyMap<string, { readonly index: number; readonly bound: BoundEvent }>;
  private readonly scratch: readonly EntryScratch[];
  private readonly holdOutcomeUs: readonly number[];
  private readonly batch: BatchIds;
  /** Of the record that is judged, in its batch. */
  private row = 0;
  private retries: Retries = NO_RETRIES;

  constructor(
    private readonly state: LaneState,
    private readonly ids: PredictionIds,
    /**
     * `vectorsWithoutPrediction`: a pipeline that predicts nothing gets its vectors all the same, as the training of its first model needs them.
     * `stateOnly`: a follower keeps the state alone, without vectors of windows and without candidates.
     */
    private readonly options: { readonly vectorsWithoutPrediction?: boolean; readonly stateOnly?: boolean } = {},
  ) {
    const { plan, events } = state.bound;
    this.vectors = new FeatureVectors(state);
    this.delta = new DeltaWriter(state.groupsOf.map((groups) => groups.map((g) => plan.groups[g])));
    this.types = new Map(plan.events.map((event, index) => [event.type, { index, bound: boundOf(events, event.type) }]));
    this.scratch = plan.events.map((_, type) => new EntryScratch(type, state.boundGroupsOf(type)));
    this.batch = new BatchIds(
      ids,
      [...this.types.values()].map(({ bound }) => bound),
    );
    this.holdOutcomeUs = plan.events.map((event) => holdOutcome(state.bound, event.type));
  }

  /** @param retries what was kept of the quarantined records that some of these try again. */
  compute(records: readonly LoggedRecord[], retries: Retries = NO_RETRIES): Step {
    const { state } = this;
    const from = records[0].position;
    const draft: Draft = { dispositions: new Uint8Array(records.length), transitions: [], candidates: [], setAside: [], retried: new Map() };
    this.retries = retries;
    this.delta.begin(from, state.maxTimeUs);
    this.vectors.begin(records.length);
    this.batch.begin(records);
    for (this.row = 0; this.row < records.length; this.row++) draft.dispositions[this.row] = this.judge(records[this.row], draft);
    state.endParked(draft.transitions);
    return { from, to: from + records.length, ...draft, vectors: this.vectors.take(), delta: this.delta.take(state.maxTimeUs), maxTimeUs: state.maxTimeUs };
  }

  /** The events behind the window features of the candidate that the last `compute` ended with; at most `limit` a feature. */
  behind(candidate: Candidate, limit: number): Behind[] {
    return eventsBehind(this.state, candidate.event, candidate.timeUs, limit);
  }

  private judge(record: LoggedRecord, draft: Draft): number {
    try {
      const known = this.types.get(record.type);
      if (!known) return this.aside(draft, record, QUARANTINED, 'unknown_type', `the pipeline has no event type "${record.type}"`);
      const event = this.batch.event(this.row) ?? (JSON.parse(record.body) as EventValue);
      return record.retryOf === undefined
        ? this.admit(record, known.index, known.bound, event, draft)
        : this.retry(record, record.retryOf, known.index, known.bound, event, draft);
    } catch (error) {
      // Whatever an expression throws on one event sets that event aside; it never stops the lane.
      if (error instanceof MillraceError && error.kind !== 'poison') throw error;
      const code = error instanceof MillraceError ? error.code : 'crash';
      return this.aside(draft, record, QUARANTINED, code, error instanceof Error ? error.message : String(error));
    }
  }

  /** @param retried what was kept of the record's first try: its lateness is not held against it. */
  private admit(record: LoggedRecord, type: number, bound: BoundEvent, event: EventValue, draft: Draft, retried?: QuarantinedRecord): number {
    const { state } = this;
    const ownTimeUs = bound.timeUs(event);
    const timeUs = ownTimeUs ?? retried?.timeUs ?? record.appendedAtUs;
    const timed = ownTimeUs === undefined ? this.withArrival(type, event, timeUs) : event;
    const eventId = bound.id(event) ?? (bound.outcome ? `${bound.outcome.match(event)} ${timeUs} ${record.digest.toString('hex')}` : '');
    if (timeUs > record.appendedAtUs + bound.aheadUs) {
      return this.aside(draft, record, QUARANTINED, 'future', 'the event time lies further ahead of its arrival than the pipeline allows', { eventId, timeUs });
    }
    if (!bound.outcome) {
      if (!retried && timeUs < state.maxTimeUs - bound.latenessUs) {
        return this.aside(draft, record, LATE, 'late', 'the event time lies further behind the latest event than the pipeline allows', { eventId, timeUs });
      }
      if (timeUs > state.maxTimeUs) state.maxTimeUs = timeUs;
    }
    const hash = this.batch.hash(this.row) ?? this.ids.hash(record.type, eventId);
    const hashAt = this.batch.hashAt(this.row);
    const held = state.ids.find(hash, hashAt, record.digest, state.maxTimeUs);
    if (held) return this.repeated(draft, record, held, { eventId, timeUs });
    const reason = bound.brokenRule(timed);
    if (reason !== undefined) return this.aside(draft, record, QUARANTINED, 'rule', reason, { eventId, timeUs });
    const endsUs = timeUs + (bound.outcome ? this.holdOutcomeUs[type] : ownTimeUs === undefined ? Math.max(DAY_US, bound.latenessUs) : bound.latenessUs);
    const { position, digest } = record;
    if (bound.outcome) {
      return this.outcome({
        kind: 'outcome',
        type,
        position,
        timeUs,
        hash,
        hashAt,
        digest,
        endsUs,
        match: bound.outcome.match(timed),
        value: bound.outcome.value(timed),
      });
    }
    const entry = this.scratch[type].fill(timed, position, timeUs, hash, hashAt, digest, endsUs);
    return this.event(entry, record, bound, timed, eventId, draft);
  }

  /**
   * A record that tries a quarantined one again. Its first try alone counts: what this lane did not quarantine, or has tried again
   * before, is a duplicate. An event whose model call failed is in the state already, so only the model is asked, with the vector of then.
   */
  private retry(record: LoggedRecord, of: number, type: number, bound: BoundEvent, event: EventValue, draft: Draft): number {
    const first = this.retries.get(of);
    const taken = draft.retried.get(of) ?? first?.retriedBy;
    if (!first || (taken !== undefined && taken !== record.position)) {
      const firstPosition = taken ?? of;
      return this.aside(draft, record, DUPLICATE, 'duplicate', `what it tries again was taken at position ${firstPosition}`, { firstPosition });
    }
    draft.retried.set(of, record.position);
    if (!first.vector) return this.admit(record, type, bound, event, draft, first);
    const timeUs = bound.timeUs(event) ?? first.timeUs ?? record.appendedAtUs;
    const eventId = bound.id(event) ?? '';
    if (!this.vectors.pushStored(first.vector)) {
      return this.aside(draft, record, QUARANTINED, 'pipeline_changed', 'the pipeline has other features now than when the event was quarantined', {
        eventId,
        timeUs,
      });
    }
    draft.candidates.push({
      record,
      event,
      eventId,
      key: bound.key(event) ?? '',
      timeUs,
      hash: this.ids.hash(record.type, eventId),
      hashAt: 0,
      truncated: false,
    });
    return PREDICTED;
  }

  /** An event that came without its time has that of its arrival, in its features too. */
  private withArrival(type: number, event: EventValue, timeUs: number): EventValue {
    const { time } = this.state.bound.plan.events[type];
    return time === undefined ? event : { ...event, [time]: formatTimeUs(timeUs) };
  }

  private outcome(entry: OutcomeEntry): number {
    const disposition = this.state.applyOutcome(entry);
    this.note(entry);
    return disposition;
  }

  private event(entry: EventEntry, record: LoggedRecord, bound: BoundEvent, event: EventValue, eventId: string, draft: Draft): number {
    const { state } = this;
    const predicted = record.type === state.bound.plan.on && state.bound.predict !== undefined;
    // Features of the event alone can fail on it; they come first so that a failing event leaves no trace in the windows.
    if (predicted) this.vectors.eventFeatures(event);
    state.applyEvent(entry, draft.transitions);
    this.note(entry);
    if (!predicted) {
      if (this.options.vectorsWithoutPrediction && record.type === state.bound.plan.on) this.observedVector(entry, record, bound, event, eventId, draft);
      return OBSERVED;
    }
    if (this.options.stateOnly) return PREDICTED;
    if (!this.vectors.push(event, entry, record.retryOf !== undefined)) {
      return this.aside(draft, record, QUARANTINED, 'not_finite', 'a feature has no finite value: give its window an `empty:` value', {
        eventId,
        timeUs: entry.timeUs,
      });
    }
    draft.candidates.push({
      record,
      event,
      eventId,
      key: bound.key(event) ?? '',
      timeUs: entry.timeUs,
      hash: entry.hash,
      hashAt: entry.hashAt,
      truncated: this.vectors.truncated,
    });
    return PREDICTED;
  }

  /** An event whose features cannot be computed has no vector; it is observed like any other. */
  private observedVector(entry: EventEntry, record: LoggedRecord, bound: BoundEvent, event: EventValue, eventId: string, draft: Draft): void {
    try {
      this.vectors.eventFeatures(event);
      if (!this.vectors.push(event, entry)) return;
    } catch (error) {
      if (error instanceof MillraceError && error.kind !== 'poison') throw error;
      return;
    }
    draft.candidates.push({
      record,
      event,
      eventId,
      key: bound.key(event) ?? '',
      timeUs: entry.timeUs,
      hash: entry.hash,
      hashAt: entry.hashAt,
      truncated: this.vectors.truncated,
    });
  }

  private note(entry: Entry): void {
    this.delta.add(entry, this.state.maxTimeUs);
  }

  private repeated(draft: Draft, record: LoggedRecord, held: { position: number; sameDigest: boolean }, about: About): number {
    const first = { ...about, firstPosition: held.position };
    if (held.sameDigest) return this.aside(draft, record, DUPLICATE, 'duplicate', `the same event stands at position ${held.position}`, first);
    return this.aside(draft, record, QUARANTINED, 'id_reused', `another event with this id stands at position ${held.position}`, first);
  }

  private aside(draft: Draft, record: LoggedRecord, disposition: SetAside['disposition'], code: string, reason: string, about: About = {}): number {
    draft.setAside.push({ position: record.position, disposition, code, reason, ...about });
    return disposition;
  }
}

type About = Pick<SetAside, 'eventId' | 'timeUs' | 'firstPosition'>;

interface Draft {
  readonly dispositions: Uint8Array;
  readonly transitions: Transition[];
  readonly candidates: Candidate[];
  readonly setAside: SetAside[];
  readonly retried: Map<number, number>;
}

function boundOf(events: BoundPlan['events'], type: string): BoundEvent {
  const bound = events.get(type);
  if (!bound) throw new MillraceError('plan_broken', 'fatal', `the plan binds no event type "${type}"`);
  return bound;
}

/** How long an outcome's id is held: as long as anything may still read or receive it. */
function holdOutcome(bound: BoundPlan, type: string): number {
  const matures = bound.events.get(type)?.outcome?.plan.maturesUs ?? 0;
  return Math.max(matures, ...bound.plan.groups.filter((group) => group.outcomes.includes(type)).map((group) => group.retentionUs));
}
