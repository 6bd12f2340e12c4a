import { ownText } from './own-text.js';

/** Where an event with a match value is kept. */
export interface MatchedEvent {
  readonly slot: number;
  readonly timeUs: number;
  readonly position: number;
}

/** What an event takes here, about. */
export const MATCH_BYTES = 200;

/** The events of a group by the value that an outcome of theirs would carry. */
export class MatchTable {
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];
  private readonly events: MatchedEvent[][] = [];
  private readonly free: number[] = [];
  private kept = 0;

  /** Number of events. */
  get size(): number {
    return this.kept;
  }

  /** Keeps an event; answers the number of its match value. */
  add(value: string, event: MatchedEvent): number {
    this.kept++;
    const known = this.numbers.get(value);
    if (known !== undefined) {
      this.events[known].push(event);
      return known;
    }
    const match = ownText(value);
    const number = this.free.pop() ?? this.texts.length;
    this.texts[number] = match;
    this.events[number] = [event];
    this.numbers.set(match, number);
    return number;
  }

  drop(number: number, position: number): void {
    const left = this.events[number].filter((event) => event.position !== position);
    this.kept -= this.events[number].length - left.length;
    this.events[number] = left;
    if (left.length > 0) return;
    this.numbers.delete(this.texts[number]);
    this.free.push(number);
  }

  text(number: number): string {
    return this.texts[number];
  }

  /**
   * Of the kept events with this value, a time after `afterUs` and a position before `before`, the latest in the log: the same whether or not
   * others were dropped already.
   */
  find(match: string, afterUs: number, before: number): MatchedEvent | undefined {
    const number = this.numbers.get(match);
    if (number === undefined) return undefined;
    let latest: MatchedEvent | undefined;
    for (const event of this.events[number])
      if (event.timeUs > afterUs && event.position < before && (!latest || event.position > latest.position)) latest = event;
    return latest;
  }
}
