import { createHash } from 'node:crypto';
import { type BoundPlan, bindPlan, checkDocument, formatTimeUs } from '../../../../../src/definition/index.js';
import {
  LaneState,
  type LoggedRecord,
  PredictionIds,
  Recovery,
  type StateDelta,
  type StateImage,
  StepComputer,
  packKey,
  packLane,
} from '../../../../../src/processing/domain/index.js';
import type { Case } from './cases.js';
import type { Expected, OracleRecord } from './oracle.js';
import { documentOf, schemaOf } from './spec.js';

/** Runs a case through the engine; what each predicted event got, by position. */
export function runCase({ spec, records, batch, schedule }: Case): Map<number, Expected> {
  const { plan, faults } = checkDocument(documentOf(spec), schemaOf);
  if (!plan) throw new Error(JSON.stringify(faults));
  const lane = new TestLane(bindPlan(plan));
  const logged = records.map(loggedOf);
  const found = new Map<number, Expected>();
  for (let from = 0, commit = 0; from < logged.length; from += batch, commit++) {
    lane.work(logged.slice(from, from + batch), found);
    const { restart, laneImage, keys } = schedule[commit % schedule.length];
    if (laneImage) lane.keepLane();
    lane.keepKeys(keys);
    if (restart) lane.restart();
  }
  return found;
}

function loggedOf({ type, event, appendedAtUs }: OracleRecord, position: number): LoggedRecord {
  const { t, ...fields } = event;
  const body = JSON.stringify({ ...fields, at: formatTimeUs(t) });
  return { position, appendedAtUs, type, digest: createHash('sha256').update(body).digest().subarray(0, 16), body };
}

/** A lane whose database is two maps. */
class TestLane {
  private state: LaneState;
  private computer: StepComputer;
  private commitNo = 0;
  private readonly images = new Map<string, StateImage>();
  private deltas: StateDelta[] = [];

  constructor(private readonly bound: BoundPlan) {
    this.state = new LaneState(bound);
    this.computer = this.newComputer();
  }

  work(records: readonly LoggedRecord[], found: Map<number, Expected>): void {
    this.state.commitNo = ++this.commitNo;
    const step = this.computer.compute(records);
    this.deltas.push({ commitNo: this.commitNo, from: step.from, delta: step.delta });
    const { plan } = this.bound;
    const width = plan.vector.length;
    step.candidates.forEach(({ record, truncated }, row) => {
      const features = Object.fromEntries(plan.vector.map((f, i) => [plan.features[f].name, step.vectors[row * width + i]]));
      found.set(record.position, { features, truncated });
    });
  }

  keepLane(): void {
    this.images.set('', { group: -1, key: '', commitNo: this.commitNo, image: packLane(this.state) });
  }

  /** Writes images of some of the keys that changed, as the checkpointer does. */
  keepKeys(choice: number): void {
    this.state.groups.forEach((group, g) => {
      for (const slot of group.dirty.keys()) {
        if (((choice >> ((slot + g) % 8)) & 1) === 0) continue;
        const key = group.keys.key(slot);
        this.images.set(`${g} ${key}`, { group: g, key, commitNo: this.commitNo, image: packKey(group, slot) });
        group.dirty.delete(slot);
      }
    });
    const laneCommit = this.images.get('')?.commitNo ?? 0;
    const needed = Math.min(laneCommit + 1, ...this.state.groups.flatMap((group) => [...group.dirty.values()]));
    this.deltas = this.deltas.filter((delta) => delta.commitNo >= needed);
  }

  restart(): void {
    this.state = new LaneState(this.bound);
    const recovery = new Recovery(this.state);
    for (const image of this.images.values()) recovery.image(image);
    for (const delta of this.deltas) recovery.replay(delta);
    this.computer = this.newComputer();
  }

  private newComputer(): StepComputer {
    return new StepComputer(this.state, new PredictionIds(Buffer.alloc(32, 7), 'random'));
  }
}
