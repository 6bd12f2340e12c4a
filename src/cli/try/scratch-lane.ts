import { createHash } from 'node:crypto';
import { type BoundPlan, type EventValue, MillraceError, canonicalJson } from '../../definition/index.js';
import { LaneState, type LoggedRecord, PredictionIds, type Step, StepComputer } from '../../processing/index.js';
import { Refusals } from '../send/refusals.js';

const DIGEST_BYTES = 16;

/** Vectors are made for a model; what is tried has them without one too. */
const NO_MODEL: NonNullable<BoundPlan['predict']> = { outputs: [], score: () => NaN, decision: () => undefined };

/** The vector of one event, as the model would get it. */
export interface TriedRow {
  /** Line of the file. */
  readonly line: number;
  readonly eventId: string;
  readonly key: string;
  readonly timeUs: number;
  readonly vector: Float64Array;
  /** For each window feature the events that it was computed from; only where they were asked for. */
  readonly behind: readonly TriedBehind[];
}

/** The events behind one window feature, oldest first; the newest of them where there are many. */
export interface TriedBehind {
  readonly feature: string;
  readonly key: string;
  /** The window: event times after `fromUs`, up to and including `toUs`. */
  readonly fromUs: number;
  readonly toUs: number;
  readonly total: number;
  readonly events: readonly { readonly line: number; readonly eventId: string; readonly timeUs: number; readonly value: number | string | null }[];
}

/** What a lane keeps of a record to name it later. */
interface Taken {
  readonly line: number;
  readonly eventId: string;
}

/** An event that is set aside, and why. */
export interface TriedAside {
  readonly line: number;
  readonly disposition: 'late' | 'duplicate' | 'quarantined';
  readonly code: string;
  readonly reason: string;
}

/** A lane in memory, with the code of the real one: no log, no database, no model; nothing is left of it. */
export class ScratchLane {
  readonly rows: TriedRow[] = [];
  readonly asides: TriedAside[] = [];
  readonly refusals = new Refusals();
  private readonly computer: StepComputer;
  private readonly taken: Taken[] = [];
  private readonly appendedAtUs: number;

  constructor(
    private readonly bound: BoundPlan,
    nowMs: number,
    /** Events told behind each window feature; 0: none. */
    private readonly explained = 0,
  ) {
    this.computer = new StepComputer(new LaneState({ ...bound, predict: bound.predict ?? NO_MODEL }), new PredictionIds(Buffer.alloc(32), bound.plan.pipeline));
    this.appendedAtUs = nowMs * 1000;
  }

  /** Events that the log would have taken. */
  get records(): number {
    return this.taken.length;
  }

  /** Takes one line of the sequence. @param type of the line; absent: the line names it. */
  take(text: string, type: string | undefined, line: number): void {
    try {
      const record = this.record(text, type);
      const eventId = this.bound.events.get(record.type)?.id(record.event) ?? '';
      this.taken.push({ line, eventId });
      const step = this.computer.compute([record]);
      for (const candidate of step.candidates) {
        const { key, timeUs } = candidate;
        this.rows.push({ line, eventId, key, timeUs, vector: step.vectors.slice(), behind: this.behind(candidate) });
      }
      for (const { code, reason } of step.setAside)
        this.asides.push({ line, disposition: code === 'late' || code === 'duplicate' ? code : 'quarantined', code, reason });
    } catch (error) {
      if (!(error instanceof MillraceError) || error.kind === 'fatal') throw error;
      this.refusals.add({ line, code: error.code, message: error.message });
    }
  }

  private behind(candidate: Step['candidates'][number]): TriedBehind[] {
    if (this.explained === 0) return [];
    return this.computer.behind(candidate, this.explained).map(({ rows, ...behind }) => ({
      ...behind,
      events: rows.map(({ position, timeUs, value }) => ({ ...this.taken[position], timeUs, value })),
    }));
  }

  /** Reads and checks a line as the door of the application does. */
  private record(text: string, type: string | undefined): LoggedRecord & { readonly event: EventValue } {
    const value = parsed(text);
    const opened = type === undefined ? (value as { type?: unknown; event?: unknown } | null) : { type, event: value };
    const bound = typeof opened?.type === 'string' ? this.bound.events.get(opened.type) : undefined;
    if (!bound)
      throw new MillraceError('type_unknown', 'poison', `the line names no event type of the pipeline, which has ${[...this.bound.events.keys()].join(', ')}`);
    const faults = bound.validate(opened?.event);
    if (faults)
      throw new MillraceError(
        'schema',
        'poison',
        `the event breaks the schema of "${bound.type}": ${faults.map((fault) => `${fault.path || '/'} ${fault.message}`).join('; ')}`,
      );
    const event = opened?.event as EventValue;
    const body = canonicalJson(event);
    const digest = createHash('sha256').update(body).digest().subarray(0, DIGEST_BYTES);
    return { position: this.taken.length, appendedAtUs: this.appendedAtUs, type: bound.type, digest, body, event };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MillraceError('malformed', 'poison', 'the line is not JSON', { cause: error });
  }
}
