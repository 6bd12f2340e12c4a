import { ownText } from './own-text.js';

/** An outcome whose event has not come yet. */
export interface ParkedOutcome {
  readonly type: string;
  readonly match: string;
  readonly position: number;
  readonly value: number;
  /** Lane time after which it counts as unmatched, µs. */
  readonly endsUs: number;
}

/** Outcomes that came before their event, in log order for each match value. */
export class ParkedOutcomes {
  private readonly byMatch = new Map<string, ParkedOutcome[]>();
  private nextEndUs = Infinity;

  /** Number of match values with a waiting outcome. */
  get size(): number {
    return this.byMatch.size;
  }

  add(parked: ParkedOutcome): void {
    const outcome = { ...parked, match: ownText(parked.match) };
    const key = keyOf(outcome.type, outcome.match);
    const waiting = this.byMatch.get(key);
    if (waiting) waiting.push(outcome);
    else this.byMatch.set(key, [outcome]);
    this.nextEndUs = Math.min(this.nextEndUs, outcome.endsUs);
  }

  /** Takes out the outcomes for an event that has come, those that ended before `nowUs` left where they are. */
  take(type: string, match: string, nowUs: number): ParkedOutcome[] {
    const key = keyOf(type, match);
    const waiting = this.byMatch.get(key);
    if (!waiting) return [];
    const taken = waiting.filter((outcome) => outcome.endsUs >= nowUs);
    const ended = waiting.filter((outcome) => outcome.endsUs < nowUs);
    if (ended.length > 0) this.byMatch.set(key, ended);
    else this.byMatch.delete(key);
    return taken;
  }

  /** Takes out the outcomes whose time is over: they are unmatched for good. */
  end(nowUs: number): ParkedOutcome[] {
    if (nowUs <= this.nextEndUs) return [];
    const ended: ParkedOutcome[] = [];
    this.nextEndUs = Infinity;
    for (const [key, waiting] of this.byMatch) {
      const kept = waiting.filter((outcome) => outcome.endsUs >= nowUs);
      for (const outcome of waiting) if (outcome.endsUs < nowUs) ended.push(outcome);
      for (const outcome of kept) this.nextEndUs = Math.min(this.nextEndUs, outcome.endsUs);
      if (kept.length > 0) this.byMatch.set(key, kept);
      else this.byMatch.delete(key);
    }
    return ended.sort((a, b) => a.position - b.position);
  }

  all(): ParkedOutcome[] {
    return [...this.byMatch.values()].flat().sort((a, b) => a.position - b.position);
  }
}

function keyOf(type: string, match: string): string {
  return type + '\u0000' + match;
}
