import type { GroupPlan } from '../../definition/index.js';
import type { ByteReader, ByteWriter } from './bytes.js';
import type { BehindRow, EntryPart, GroupState } from './group-state.js';
import { KeyLives } from './key-lives.js';
import { KeyTable } from './key-table.js';
import { MATCH_BYTES, MatchTable, type MatchedEvent } from './match-table.js';
import { type TileReader, tileReaderOf } from './read-tiles.js';
import type { ReadFor } from './read-windows.js';
import { isInteger, scaleOf } from './series-layout.js';
import { type TileLayout, layoutTiles } from './tile.js';
import { readKey, writeKey } from './tiled-image.js';
import { TiledKey } from './tiled-key.js';

/** An event that an outcome may still come for, or be revised. */
export interface TiledMatch {
  /** Which outcome of the plan, and the number of its match value. */
  readonly outcome: number;
  readonly match: number;
  readonly timeUs: number;
  readonly position: number;
  value: number;
}

/** Room that a tile and what is kept whole of an event take, about. */
export const TILE_BYTES = 600;
export const ROW_BYTES = 160;

/** A group that keeps sums over tiles of time, and the newest events whole. */
export class TiledGroup implements GroupState {
  readonly keys = new KeyTable();
  readonly lives = new KeyLives();
  bytes = 0;
  private readonly weights: number[] = [];
  private readonly layout: TileLayout;
  private readonly resolutionUs: number;
  private readonly wholeUs: number;
  private readonly byKey: TiledKey[] = [];
  private readonly matches: TiledMatch[][] = [];
  private readonly matched: readonly MatchTable[];
  private readonly readers: readonly { readonly w: number; readonly read: TileReader }[];
  private readonly nobody: TiledKey;

  /** @param latenessUs of the events that are kept here */
  constructor(
    readonly plan: GroupPlan,
    latenessUs: number,
  ) {
    this.layout = layoutTiles(plan);
    this.resolutionUs = plan.resolutionUs ?? 1;
    // A window with a delay ends at a tile; only one without may cut a tile.
    this.wholeUs = plan.windows.some(({ delayUs }) => delayUs === 0) ? latenessUs + this.resolutionUs : 0;
    this.matched = plan.outcomes.map(() => new MatchTable());
    this.readers = plan.windows.flatMap(({ aggregates }, w) => aggregates.map((aggregate) => ({ w, read: tileReaderOf(aggregate, plan.inputs) })));
    this.nobody = this.newKey();
  }

  insert(part: EntryPart, timeUs: number, position: number, commitNo: number, maxTimeUs: number): number {
    let slot = this.keys.find(part.key);
    if (slot < 0) slot = this.begin(part.key);
    this.lives.change(slot, commitNo);
    let text = 0;
    const values = this.plan.inputs.map((input, i) => (input.kind === 'text' ? part.texts[text++] : part.inputs[i]));
    this.byKey[slot].insert({ timeUs, position, values });
    part.matches.forEach((match, outcome) => this.addMatch(slot, outcome, match, { timeUs, position, value: NaN }));
    this.expire(slot, maxTimeUs);
    return slot;
  }

  read(slot: number, of: ReadFor, into: Float64Array, first: number): boolean {
    const key = slot < 0 ? this.nobody : this.byKey[slot];
    const views = this.plan.windows.map((_, w) => key.view(w, of.timeUs));
    for (let i = 0; i < this.readers.length; i++) into[first + i] = this.readers[i].read(views[this.readers[i].w], of);
    return false;
  }

  find(outcome: string, match: string, maxTimeUs: number, before: number): MatchedEvent | undefined {
    return this.matched[this.plan.outcomes.indexOf(outcome)]?.find(match, maxTimeUs - this.plan.retentionUs, before);
  }

  setOutcome(outcome: string, { slot, timeUs, position }: MatchedEvent, value: number, commitNo: number): void {
    this.lives.change(slot, commitNo);
    const number = this.plan.outcomes.indexOf(outcome);
    const match = this.matches[slot].find((one) => one.position === position && one.outcome === number);
    if (!match) return;
    this.plan.inputs.forEach((input, i) => {
      if (input.kind !== 'outcome' || input.outcome !== outcome) return;
      const kept = isInteger(input) ? Math.round(value * scaleOf(input)) : value;
      this.byKey[slot].change(timeUs, position, i, match.value, kept);
      match.value = kept;
    });
  }

  expire(slot: number, maxTimeUs: number): void {
    if (slot < 0) return;
    const untilUs = maxTimeUs - this.plan.retentionUs;
    this.byKey[slot].expire(untilUs, maxTimeUs - this.wholeUs);
    const matches = this.matches[slot];
    if (matches.some((match) => match.timeUs <= untilUs)) {
      this.matches[slot] = matches.filter((match) => match.timeUs > untilUs);
      for (const { outcome, match, position, timeUs } of matches) if (timeUs <= untilUs) this.matched[outcome].drop(match, position);
    }
    this.weigh(slot);
  }

  matchesOf(slot: number, from: number): { match: string; timeUs: number }[] {
    return this.matches[slot]
      .filter(({ position }) => position >= from)
      .map(({ outcome, match, timeUs }) => ({ match: this.matched[outcome].text(match), timeUs }));
  }

  lastTimeUs(slot: number): number {
    return this.byKey[slot].lastTimeUs;
  }

  remove(slot: number): void {
    for (const { outcome, match, position } of this.matches[slot]) this.matched[outcome].drop(match, position);
    this.matches[slot] = [];
    this.byKey[slot] = this.nobody;
    this.weigh(slot);
    this.lives.forget(slot);
    this.keys.remove(slot);
  }

  /** Of tiles only the sums are known: no single events are told. */
  behind(slot: number, w: number, timeUs: number): { fromUs: number; toUs: number; total: number; rows: BehindRow[] } {
    const key = slot < 0 ? this.nobody : this.byKey[slot];
    const { sums, rows } = key.view(w, timeUs);
    const { low, high } = key.range(w, timeUs);
    const toUs = this.plan.windows[w].delayUs > 0 ? high * this.resolutionUs : timeUs;
    return { fromUs: low * this.resolutionUs, toUs, total: sums.count + rows.length, rows: [] };
  }

  pack(slot: number, writer: ByteWriter): void {
    writeKey(writer, this.plan, this.layout, this.byKey[slot], this.matches[slot], (outcome, match) => this.matched[outcome].text(match));
  }

  unpack(name: string, reader: ByteReader): number {
    const slot = this.begin(name);
    readKey(reader, this.plan, this.layout, this.byKey[slot], (outcome, match, event) => this.addMatch(slot, outcome, match, event));
    this.weigh(slot);
    return slot;
  }

  private begin(name: string): number {
    const slot = this.keys.add(name);
    this.lives.begin(slot);
    this.byKey[slot] = this.newKey();
    this.matches[slot] = [];
    this.weights[slot] = 0;
    return slot;
  }

  private weigh(slot: number): void {
    const { tiles, rows } = this.byKey[slot];
    const weight = tiles.length * TILE_BYTES + rows.length * ROW_BYTES + this.matches[slot].length * MATCH_BYTES;
    this.bytes += weight - this.weights[slot];
    this.weights[slot] = weight;
  }

  private addMatch(slot: number, outcome: number, match: string, event: Pick<TiledMatch, 'timeUs' | 'position' | 'value'>): void {
    const { timeUs, position, value } = event;
    this.matches[slot].push({ outcome, match: this.matched[outcome].add(match, { slot, timeUs, position }), timeUs, position, value });
  }

  private newKey(): TiledKey {
    return new TiledKey(this.layout, this.plan.windows, this.resolutionUs);
  }
}
