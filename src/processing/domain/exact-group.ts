import type { GroupPlan } from '../../definition/index.js';
import { Arena } from './arena.js';
import type { ByteReader, ByteWriter } from './bytes.js';
import { ExactSeries } from './exact-series.js';
import { GroupReads } from './group-reads.js';
import type { BehindRow, EntryPart, GroupState } from './group-state.js';
import { KeyLives } from './key-lives.js';
import { KeyTable } from './key-table.js';
import { MATCH_BYTES, MatchTable, type MatchedEvent } from './match-table.js';
import type { ReadFor } from './read-windows.js';
import { FIRST_INPUT, POSITION, TIME, isInteger, layoutSeries } from './series-layout.js';
import { TEXT_BYTES, TextTable } from './text-table.js';
import { WindowSums } from './window-sums.js';

const PLAIN = 1;
const WITH_TEXTS = 2;

/** A group that keeps each event. */
export class ExactGroup implements GroupState {
  readonly keys = new KeyTable();
  readonly lives = new KeyLives();
  private readonly arena = new Arena();
  private readonly series: ExactSeries;
  private readonly matched: readonly MatchTable[];
  private readonly texts = new TextTable();
  private readonly textInputs: readonly number[];
  private readonly columns: Float64Array;
  private readonly reads: GroupReads;
  private readonly blank: Float64Array;

  constructor(readonly plan: GroupPlan) {
    const layout = layoutSeries(plan);
    const sums = new WindowSums(layout);
    this.series = new ExactSeries(layout, this.arena, sums);
    this.matched = plan.outcomes.map(() => new MatchTable());
    this.textInputs = plan.inputs.flatMap((input, i) => (input.kind === 'text' ? [i] : []));
    this.columns = new Float64Array(layout.stride - FIRST_INPUT);
    this.reads = new GroupReads(layout, plan, sums);
    this.blank = this.blankValues();
  }

  get bytes(): number {
    return this.arena.bytes + this.texts.size * TEXT_BYTES + this.matched.reduce((sum, table) => sum + table.size * MATCH_BYTES, 0);
  }

  insert(part: EntryPart, timeUs: number, position: number, commitNo: number, maxTimeUs: number): number {
    const { series, columns, plan } = this;
    let slot = this.keys.find(part.key);
    if (slot < 0) {
      series.create((slot = this.keys.add(part.key)));
      this.lives.begin(slot);
    } else series.open(slot);
    this.lives.change(slot, commitNo);
    for (let i = 0; i < part.inputs.length; i++) columns[i] = part.inputs[i];
    for (let i = 0; i < part.texts.length; i++) columns[this.textInputs[i]] = this.texts.use(part.texts[i]);
    for (let o = 0; o < part.matches.length; o++) columns[plan.inputs.length + o] = this.matched[o].add(part.matches[o], { slot, timeUs, position });
    series.insert(timeUs, position, columns);
    series.expire(maxTimeUs - plan.retentionUs, this.leaving);
    if (plan.maxEventsPerKey !== undefined) series.keepNewest(plan.maxEventsPerKey, this.leaving);
    return slot;
  }

  read(slot: number, of: ReadFor, into: Float64Array, first: number): boolean {
    const { series } = this;
    if (slot < 0) {
      into.set(this.blank, first);
      return false;
    }
    series.open(slot);
    series.seek(of.timeUs);
    this.reads.read(series, of, into, first);
    return this.plan.maxEventsPerKey !== undefined && this.isCut(of.timeUs);
  }

  find(outcome: string, match: string, maxTimeUs: number, before: number): MatchedEvent | undefined {
    return this.matched[this.plan.outcomes.indexOf(outcome)]?.find(match, maxTimeUs - this.plan.retentionUs, before);
  }

  setOutcome(outcome: string, { slot, timeUs, position }: MatchedEvent, value: number, commitNo: number): void {
    this.lives.change(slot, commitNo);
    this.series.open(slot);
    this.plan.inputs.forEach((input, i) => {
      if (input.kind !== 'outcome' || input.outcome !== outcome) return;
      this.series.setValue(timeUs, position, i, isInteger(input) ? Math.round(value * this.series.layout.scale[i]) : value);
    });
  }

  expire(slot: number, maxTimeUs: number): void {
    if (slot < 0) return;
    this.series.open(slot);
    this.series.expire(maxTimeUs - this.plan.retentionUs, this.leaving);
    // A key that has nothing else may be gone already, and with it what left by count.
    if (this.series.cutUs <= maxTimeUs - this.plan.retentionUs) this.series.cutUs = -Infinity;
  }

  matchesOf(slot: number, from: number): { match: string; timeUs: number }[] {
    if (this.matched.length === 0) return [];
    const { series } = this;
    const { stride, firstMatch } = series.layout;
    const found: { match: string; timeUs: number }[] = [];
    series.open(slot);
    const rows = series.snapshot();
    for (let at = 0; at < rows.length; at += stride) {
      if (rows[at + POSITION] < from) continue;
      this.matched.forEach((table, o) => found.push({ match: table.text(rows[at + firstMatch + o]), timeUs: rows[at + TIME] }));
    }
    return found;
  }

  remove(slot: number): void {
    const { series } = this;
    series.open(slot);
    series.expire(Infinity, this.leaving);
    series.remove(slot);
    this.lives.forget(slot);
    this.keys.remove(slot);
  }

  lastTimeUs(slot: number): number {
    this.series.open(slot);
    return this.series.end > this.series.start ? this.series.timeAt(this.series.end - 1) : -Infinity;
  }

  behind(slot: number, w: number, timeUs: number, input: number, limit: number): { fromUs: number; toUs: number; total: number; rows: BehindRow[] } {
    const { series, plan } = this;
    const toUs = timeUs - plan.windows[w].delayUs;
    const fromUs = toUs - plan.windows[w].overUs;
    if (slot < 0) return { fromUs, toUs, total: 0, rows: [] };
    series.open(slot);
    const [low, high] = [series.upperBound(fromUs), series.upperBound(toUs)];
    const rows: BehindRow[] = [];
    for (let row = Math.max(low, high - limit); row < high; row++) {
      const value = input < 0 ? NaN : series.valueAt(row, input) / series.layout.scale[input];
      const known = Number.isNaN(value) ? null : value;
      rows.push({ position: series.positionAt(row), timeUs: series.timeAt(row), value: plan.inputs[input]?.kind === 'text' ? this.texts.text(value) : known });
    }
    return { fromUs, toUs, total: high - low, rows };
  }

  /** Format 1: the rows' times, positions and inputs as little-endian doubles, then each outcome's match values. Format 2: first the time up to which events left by count; last the texts. */
  pack(slot: number, writer: ByteWriter): void {
    const { series, plan } = this;
    const { stride, firstMatch } = series.layout;
    series.open(slot);
    const rows = series.snapshot();
    const count = rows.length / stride;
    writer.u8(this.format);
    if (this.format !== PLAIN) writer.f64(series.cutUs);
    writer.varint(count);
    for (let at = 0; at < rows.length; at += stride) writer.doubles(rows.subarray(at, at + firstMatch));
    for (let o = 0; o < plan.outcomes.length; o++) for (let at = firstMatch + o; at < rows.length; at += stride) writer.text(this.matched[o].text(rows[at]));
    for (const input of this.textInputs) for (let at = FIRST_INPUT + input; at < rows.length; at += stride) writer.text(this.texts.text(rows[at]));
  }

  unpack(key: string, reader: ByteReader, format: number): number {
    const { series } = this;
    const { stride, firstMatch } = series.layout;
    const cutUs = format === PLAIN ? -Infinity : reader.f64();
    const count = reader.varint();
    const slot = this.keys.add(key);
    this.lives.begin(slot);
    const rows = new Float64Array(count * stride);
    for (let at = 0; at < rows.length; at += stride) reader.doubles(rows, at, firstMatch);
    for (let o = 0; o < this.plan.outcomes.length; o++)
      for (let at = 0; at < rows.length; at += stride)
        rows[at + firstMatch + o] = this.matched[o].add(reader.text(), { slot, timeUs: rows[at], position: rows[at + 1] });
    for (const input of this.textInputs) for (let at = FIRST_INPUT + input; at < rows.length; at += stride) rows[at] = this.texts.use(reader.text());
    series.restore(slot, rows);
    series.cutUs = cutUs;
    return slot;
  }

  get format(): number {
    return this.textInputs.length > 0 || this.plan.maxEventsPerKey !== undefined ? WITH_TEXTS : PLAIN;
  }

  private isCut(timeUs: number): boolean {
    const { cutUs } = this.series;
    return this.series.layout.edges.some(({ overUs, delayUs }) => timeUs - delayUs - overUs < cutUs);
  }

  private blankValues(): Float64Array {
    const into = new Float64Array(this.reads.count);
    this.series.create(0);
    this.series.seek(0);
    this.reads.read(this.series, { timeUs: 0, position: -1 }, into, 0);
    this.series.remove(0);
    return into;
  }

  private readonly leaving = (row: number): void => {
    if (this.textInputs.length === 0 && this.matched.length === 0) return;
    const { d, rows, layout } = this.series;
    const at = rows + row * layout.stride;
    for (const input of this.textInputs) this.texts.drop(d[at + FIRST_INPUT + input]);
    for (let o = 0; o < this.matched.length; o++) this.matched[o].drop(d[at + layout.firstMatch + o], d[at + 1]);
  };
}
