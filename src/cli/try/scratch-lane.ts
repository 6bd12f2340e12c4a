import { createHash } from 'node:crypto';
import { type BoundPlan, type EventValue, MillraceError, canonicalJson } from '../../definition/index.js';
import { LaneState, type LoggedRecord, PredictionIds, StepComputer } from '../../processing/index.js';
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
  private readonly fileLines: number[] = [];
  private readonly appendedAtUs: number;

  constructor(
    private readonly bound: BoundPlan,
    nowMs: number,
  ) {
    this.computer = new StepComputer(new LaneState({ ...bound, predict: bound.predict ?? NO_MODEL }), new PredictionIds(Buffer.alloc(32), bound.plan.pipeline));
    this.appendedAtUs = nowMs * 1000;
  }

  /** Events that the log would have taken. */
  get records(): number {
    return this.fileLines.length;
  }

  /** Takes one line of the sequence. @param type of the line; absent: the line names it. */
  take(text: string, type: string | undefined, line: number): void {
    try {
      const record = this.record(text, type);
      this.fileLines.push(line);
      const step = this.computer.compute([record]);
      for (const { eventId, key, timeUs } of step.candidates) this.rows.push({ line, eventId, key, timeUs, vector: step.vectors.slice() });
      for (const { code, reason } of step.setAside)
        this.asides.push({ line, disposition: code === 'late' || code === 'duplicate' ? code : 'quarantined', code, reason });
    } catch (error) {
      if (!(error instanceof MillraceError) || error.kind === 'fatal') throw error;
      this.refusals.add({ line, code: error.code, message: error.message });
    }
  }

  /** Reads and checks a line as the door of the application does. */
  private record(text: string, type: string | undefined): LoggedRecord {
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
    return { position: this.fileLines.length, appendedAtUs: this.appendedAtUs, type: bound.type, digest, body, event };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MillraceError('malformed', 'poison', 'the line is not JSON', { cause: error });
  }
}
