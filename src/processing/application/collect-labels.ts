import { setImmediate as otherWork } from 'node:timers/promises';
import { type BoundEvent, type EventValue, formatTimeUs } from '../../definition/index.js';
import { JOINED, LabelTable, PARKED, type LoggedRecord, PredictionIds, type Run, UNMATCHED } from '../domain/index.js';
import type { TrainingLabel } from '../ports/training-sets.port.js';
import type { ReplayPorts } from './replay.js';

const PARTITION = 0;
const BATCH_RECORDS = 1024;

interface OutcomeType {
  readonly type: string;
  readonly bound: BoundEvent & { readonly outcome: NonNullable<BoundEvent['outcome']> };
  /** The field with the outcome's own time. */
  readonly time: string | undefined;
}

/** The latest outcome of each type for every event of a part of the log. */
export class Labels {
  private readonly types: readonly OutcomeType[];
  private readonly table = new LabelTable();
  private readonly ids: PredictionIds;

  constructor(run: Run, idKey: Buffer) {
    const { plan, events } = run.bound;
    this.ids = new PredictionIds(idKey, run.name);
    this.types = plan.events.flatMap(({ type, outcome, time }) => {
      const bound = events.get(type);
      return outcome?.of === plan.on && bound?.outcome ? [{ type, time, bound: { ...bound, outcome: bound.outcome } }] : [];
    });
  }

  get names(): string[] {
    return this.types.map(({ type }) => type);
  }

  /** Labels of an event, one a type in the order of `names`. */
  of(event: EventValue): (TrainingLabel | null)[] {
    // The match field is one that event and outcome share, so the outcome's reader reads the event too.
    return this.types.map(({ type, bound }) => this.table.get(this.ids.hash(type, bound.outcome.match(event))) ?? null);
  }

  /** Notes an outcome that the lane has taken; other records are nothing to it. */
  note(record: LoggedRecord): void {
    const outcome = this.types.find(({ type }) => type === record.type);
    if (!outcome) return;
    const event = record.event ?? (JSON.parse(record.body) as EventValue);
    const ownTimeUs = outcome.bound.timeUs(event);
    const timeUs = ownTimeUs ?? record.appendedAtUs;
    const timed = ownTimeUs === undefined && outcome.time !== undefined ? { ...event, [outcome.time]: formatTimeUs(timeUs) } : event;
    this.table.set(this.ids.hash(outcome.type, outcome.bound.outcome.match(timed)), outcome.bound.outcome.value(timed), timeUs);
  }
}

/**
 * Reads the outcomes of [from, to) and those that waited at `from`, latest value last. What the lane set aside (repeated, from the
 * future, breaking a rule) is no label; an outcome that came too late for the windows is one all the same.
 */
export async function collectLabels(run: Run, from: number, to: number, ports: ReplayPorts): Promise<Labels> {
  const labels = new Labels(run, ports.idKey);
  if (labels.names.length === 0) return labels;
  const read = (position: number, limit: number): Promise<readonly LoggedRecord[]> => ports.log.read(run.log, PARTITION, position, limit);
  for (const position of await waitingAt(run, from, to, ports)) (await read(position, 1)).forEach((record) => labels.note(record));
  let batch: readonly LoggedRecord[] = [];
  for await (const settled of ports.source.settled(run.name, from, to)) {
    for (let i = Math.max(0, from - settled.from); i < settled.dispositions.length && settled.from + i < to; i++) {
      if (!isTaken(settled.dispositions[i])) continue;
      const position = settled.from + i;
      if (position >= (batch.at(-1)?.position ?? -1) + 1) {
        await otherWork();
        batch = await read(position, Math.min(BATCH_RECORDS, to - position));
      }
      const record = batch[position - (batch[0]?.position ?? 0)];
      if (record) labels.note(record);
    }
  }
  return labels;
}

function isTaken(disposition: number): boolean {
  return disposition === JOINED || disposition === PARKED || disposition === UNMATCHED;
}

/** Positions before `from` of outcomes that were settled after it, in log order. */
async function waitingAt(run: Run, from: number, to: number, { source }: ReplayPorts): Promise<number[]> {
  const waiting: number[] = [];
  if (from === 0) return waiting;
  for await (const { moved } of source.settled(run.name, from, to)) for (const { position } of moved) if (position < from) waiting.push(position);
  return waiting.sort((a, b) => a - b);
}
