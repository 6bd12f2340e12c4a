import type { Refused } from '../answers.js';

/** Lines that were not taken: how many, by code, and the first of them. Lines are those of the file. */
export class Refusals {
  /** Most that are told of. */
  static readonly KEPT = 20;
  count = 0;
  readonly byCode = new Map<string, number>();
  readonly first: Refused[] = [];

  add(refused: Refused): void {
    this.book(refused.code, 1);
    if (this.first.length < Refusals.KEPT) this.first.push(refused);
  }

  /** Adds `count` refusals of which only some are told. */
  addTold(told: readonly Refused[], count: number): void {
    for (const refused of told.slice(0, count)) this.add(refused);
    const untold = count - Math.min(told.length, count);
    if (untold > 0) this.book('untold', untold);
  }

  /** Adds the counts of others, without their lines. */
  addCounts(others: Refusals): void {
    for (const [code, count] of others.byCode) this.book(code, count);
  }

  private book(code: string, count: number): void {
    this.count += count;
    this.byCode.set(code, (this.byCode.get(code) ?? 0) + count);
  }
}
