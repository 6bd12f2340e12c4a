import type { GroupPlan } from '../../definition/index.js';
import { type SeriesLayout, Series, layoutSeries } from './series.js';

/** Where the event with a given match value is kept. */
export interface MatchedEvent {
  readonly key: string;
  readonly timeUs: number;
  readonly position: number;
}

/** All keys of one group, with the index from match values to events for each outcome that the group reads. */
export class GroupState {
  readonly layout: SeriesLayout;
  readonly series = new Map<string, Series>();
  /** Keys that changed since their last image, each with the first commit that changed it; oldest first. */
  readonly dirty = new Map<string, number>();
  private readonly matched: readonly Map<string, MatchedEvent>[];

  constructor(readonly plan: GroupPlan) {
    this.layout = layoutSeries(plan);
    this.matched = plan.outcomes.map(() => new Map());
  }

  /** The key's series; a new one where the key is new. */
  of(key: string): Series {
    let series = this.series.get(key);
    if (!series) this.series.set(key, (series = new Series(this.layout)));
    return series;
  }

  /** Adds an event of type `of`; `commitNo` is the commit that it will be part of. */
  insert(key: string, timeUs: number, position: number, inputs: Float64Array, matches: readonly string[], commitNo: number): Series {
    const series = this.of(key);
    if (!this.dirty.has(key)) this.dirty.set(key, commitNo);
    series.insert(timeUs, position, inputs, matches);
    for (let o = 0; o < matches.length; o++) this.matched[o].set(matches[o], { key, timeUs, position });
    return series;
  }

  /** Lets go of the rows of a key that no window can reach any more. */
  expire(series: Series, maxTimeUs: number): void {
    series.expire(maxTimeUs - this.plan.retentionUs, this.forget);
  }

  /** The event that an outcome belongs to; undefined once it is older than this group keeps, whether or not it was dropped yet. */
  find(outcome: string, match: string, maxTimeUs: number): MatchedEvent | undefined {
    const event = this.matched[this.plan.outcomes.indexOf(outcome)]?.get(match);
    return event && event.timeUs > maxTimeUs - this.plan.retentionUs ? event : undefined;
  }

  setOutcome(outcome: string, event: MatchedEvent, value: number, commitNo: number): void {
    if (!this.dirty.has(event.key)) this.dirty.set(event.key, commitNo);
    this.series.get(event.key)?.setOutcome(event.timeUs, event.position, outcome, value);
  }

  /** Puts back a key from its image. */
  restore(key: string, rows: Float64Array, matches: string[][]): void {
    const series = new Series(this.layout);
    series.restore(rows, matches);
    this.series.set(key, series);
    for (let o = 0; o < matches.length; o++) {
      for (let i = 0; i < matches[o].length; i++) {
        const row = series.rowAt(i);
        // Keys come back in any order; of events with the same match value the latest in the log stands.
        if (row.position > (this.matched[o].get(matches[o][i])?.position ?? -1)) this.matched[o].set(matches[o][i], { key, ...row });
      }
    }
  }

  private readonly forget = (outcome: number, match: string, position: number): void => {
    if (this.matched[outcome].get(match)?.position === position) this.matched[outcome].delete(match);
  };
}
