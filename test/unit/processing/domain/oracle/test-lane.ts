import { createHash } from 'node:crypto';
import type { BoundPlan } from '../../../../../src/definition/index.js';
import {
  LaneState,
  type LoggedRecord,
  type PackedKey,
  PredictionIds,
  Recovery,
  Residency,
  type StateDelta,
  type StateImage,
  type Step,
  StepComputer,
  type WantedKeys,
  packLane,
} from '../../../../../src/processing/domain/index.js';

/** Whether something is done to a key: by its place, out of eight bits. */
const chosen = (choice: number, g: number, slot: number): boolean => ((choice >> ((slot + g) % 8)) & 1) === 1;

/** What a commit leaves to be written: durable with it, lost with it. */
interface Commit {
  readonly delta: StateDelta;
  readonly maxTimeUs: number;
  readonly images: PackedKey[];
}

/**
 * A lane whose database is three maps. Commits are durable one later than they are computed where `lag` is 1; what is not durable is lost at
 * a restart. Which keys are stored, leave memory, end, or are left in the database at a restart is told from outside.
 */
export class TestLane {
  /** Position of the next record. */
  position = 0;
  private state: LaneState;
  private residency: Residency;
  private computer: StepComputer;
  private durable = { position: 0, maxTimeUs: -Infinity };
  private computed: Commit[] = [];
  private readonly images = new Map<string, StateImage>();
  private readonly matches = new Map<string, Set<string>>();
  private deltas: StateDelta[] = [];

  constructor(
    private readonly bound: BoundPlan,
    private readonly lag: number,
  ) {
    [this.state, this.residency, this.computer] = this.begin();
  }

  work(records: readonly LoggedRecord[]): Step {
    const missing = this.residency.missing(records);
    if (missing) this.residency.restore(this.lookUp(missing));
    const to = this.position + records.length;
    this.state.commitNo = to;
    const step = this.computer.compute(records);
    this.computed.push({ delta: { commitNo: to, from: step.from, delta: step.delta }, maxTimeUs: step.maxTimeUs, images: [] });
    this.position = to;
    if (this.computed.length > this.lag) this.commit();
    return step;
  }

  /** Packs the lane itself, and some of the keys: of those that have changed, or of all with what they need to leave memory. */
  keep(lane: boolean, choice: number, findable: number): void {
    const into = this.computed.at(-1)?.images ?? [];
    if (this.computed.length === 0 && this.position === 0) return;
    if (lane) into.push({ group: -1, key: '', commitNo: this.position, image: packLane(this.state), matches: [] });
    this.state.groups.forEach(({ keys, lives }, g) => {
      for (const slot of [...keys.all()]) {
        const whole = chosen(findable, g, slot);
        if (!lives.writing.has(slot) && (whole || (lives.dirty.has(slot) && chosen(choice, g, slot))))
          into.push(this.residency.pack({ group: g, slot }, this.position, whole));
      }
    });
    if (this.computed.length === 0) this.write(into);
  }

  /** Takes some keys out of memory, of those that may go. */
  evict(choice: number): void {
    for (const { group, slot } of this.places(choice)) this.residency.tryEvict({ group, slot }, this.durable.position);
  }

  /** Takes some of the ended keys out of memory, and the images of some out of the database. */
  expire(choice: number): void {
    for (const place of this.places(choice)) this.residency.tryExpire(place);
    const gone = [...this.images.values()].filter(
      ({ group, key, endsUs }) => group >= 0 && endsUs !== undefined && endsUs <= this.durable.maxTimeUs && chosen(choice, group, hashOf(key)),
    );
    for (const { group, key } of gone) this.images.delete(`${group} ${key}`);
    this.residency.forget(gone);
  }

  /** Starts anew from what is durable. @param leave images that stay in the database, of those that may */
  restart(leave: number): void {
    const [state, residency, computer] = this.begin();
    const recovery = new Recovery(state);
    const images = [...this.images.values()];
    for (const image of images.toSorted((a, b) => a.group - b.group)) {
      if (image.group >= 0 && recovery.mayStay(image) && chosen(leave, image.group, hashOf(image.key))) recovery.leave(image);
      else recovery.image(image);
    }
    for (const delta of this.deltas) {
      const missing = recovery.missing(delta);
      if (missing) recovery.restore(this.lookUp(missing));
      recovery.replay(delta);
    }
    this.computed = [];
    this.position = this.durable.position;
    [this.state, this.residency, this.computer] = [state, residency, computer];
  }

  private places(choice: number): { group: number; slot: number }[] {
    return this.state.groups.flatMap(({ keys }, g) => [...keys.all()].filter((slot) => chosen(choice, g, slot)).map((slot) => ({ group: g, slot })));
  }

  private commit(): void {
    const commit = this.computed.shift();
    if (!commit) return;
    this.deltas.push(commit.delta);
    this.durable = { position: commit.delta.commitNo, maxTimeUs: commit.maxTimeUs };
    this.write(commit.images);
  }

  private write(images: readonly PackedKey[]): void {
    for (const { matches, ...image } of images) {
      this.images.set(`${image.group} ${image.key}`, image);
      for (const { match } of matches) {
        const place = `${image.group} ${match}`;
        this.matches.set(place, (this.matches.get(place) ?? new Set()).add(image.key));
      }
    }
    this.residency.stored(images);
    const laneCommit = this.images.get('-1 ')?.commitNo ?? 0;
    const unwritten = this.computed.flatMap((commit) => commit.images.map(() => this.durable.position + 1));
    const needed = Math.min(laneCommit + 1, ...unwritten, ...this.state.groups.flatMap(({ lives }) => [...lives.dirty.values()]));
    this.deltas = this.deltas.filter((delta) => delta.commitNo >= needed);
  }

  private lookUp({ keys, matches }: WantedKeys): StateImage[] {
    const holders = matches.flatMap(({ group, match }) => [...(this.matches.get(`${group} ${match}`) ?? [])].map((key) => ({ group, key })));
    return [...keys, ...holders].flatMap(({ group, key }) => this.images.get(`${group} ${key}`) ?? []);
  }

  private begin(): [LaneState, Residency, StepComputer] {
    const state = new LaneState(this.bound);
    return [state, new Residency(state), new StepComputer(state, new PredictionIds(Buffer.alloc(32, 7), 'random'))];
  }
}

function hashOf(key: string): number {
  return createHash('sha256').update(key).digest()[0];
}
