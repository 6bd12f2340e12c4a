import { JOINED, type LaneState, type Step, type Transition, UNMATCHED } from '../domain/index.js';
import type { DisputedOutcome } from '../ports/commit-store.port.js';

/**
 * Outcomes that a lane's state has parked and its ledger has not, or the other way round, since the lane went over to a state that another
 * version built. What the ledger said stands: of a position that it settled nothing more is told, and one that the state does not wait
 * for is settled by the next commit.
 */
export class Disputes {
  private readonly settled: Set<number>;
  private owed: Transition[];

  constructor(disputed: readonly DisputedOutcome[]) {
    this.settled = new Set(disputed.filter(({ fate }) => fate === undefined).map(({ position }) => position));
    this.owed = disputed.flatMap(({ position, fate }) => (fate === undefined ? [] : [{ position, to: fate }]));
  }

  /** True until a step tells what is owed; should its commit fail, the next claim reads it again. */
  get owes(): boolean {
    return this.owed.length > 0;
  }

  /** The step with those of its transitions that the ledger takes, and with what is owed. */
  settle(step: Step): Step {
    const { owed } = this;
    if (this.settled.size === 0 && owed.length === 0) return step;
    this.owed = [];
    return { ...step, transitions: [...owed, ...step.transitions.filter(({ position }) => !this.settled.has(position))] };
  }

  /** All of them as they stand, with no commit under way. */
  open(): DisputedOutcome[] {
    return [...[...this.settled].map((position) => ({ position, fate: undefined })), ...this.owed.map(({ position, to }) => ({ position, fate: to }))];
  }

  /** What will be in dispute when `next` takes the place of `state`. */
  between(state: LaneState, next: LaneState): DisputedOutcome[] {
    const parked = new Map(state.parked.all().map((outcome) => [outcome.position, outcome]));
    const open = new Set([...parked.keys()].filter((position) => !this.settled.has(position)));
    for (const { position } of this.owed) open.add(position);
    const waiting = new Set(next.parked.all().map(({ position }) => position));
    const fates = new Map(this.owed.map(({ position, to }) => [position, to]));
    const owed = [...open].flatMap((position) => {
      const outcome = parked.get(position);
      const fate = outcome ? fateIn(next, outcome.type, outcome.match) : fates.get(position);
      return waiting.has(position) ? [] : [{ position, fate: fate ?? UNMATCHED }];
    });
    return [...[...waiting].flatMap((position) => (open.has(position) ? [] : [{ position, fate: undefined }])), ...owed];
  }
}

/** A state that does not wait for an outcome has joined it, or will never. */
function fateIn(state: LaneState, type: string, match: string): Transition['to'] {
  return state.groups.some((group) => group.find(type, match, state.maxTimeUs, Infinity)) ? JOINED : UNMATCHED;
}
