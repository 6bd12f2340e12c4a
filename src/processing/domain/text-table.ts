import { ownText } from './own-text.js';

/** What a text takes here, about. */
export const TEXT_BYTES = 120;

/** Texts by number, each once, as long as something refers to it: rows hold numbers alone. */
export class TextTable {
  private readonly numbers = new Map<string, number>();
  private readonly texts: (string | undefined)[] = [];
  private readonly uses: number[] = [];
  private readonly free: number[] = [];

  get size(): number {
    return this.numbers.size;
  }

  /** The text's number, with one use more. */
  use(value: string): number {
    let number = this.numbers.get(value);
    if (number === undefined) {
      const text = ownText(value);
      number = this.free.pop() ?? this.texts.length;
      this.texts[number] = text;
      this.uses[number] = 0;
      this.numbers.set(text, number);
    }
    this.uses[number]++;
    return number;
  }

  drop(number: number): void {
    if (--this.uses[number] > 0) return;
    this.numbers.delete(this.text(number));
    this.texts[number] = undefined;
    this.free.push(number);
  }

  text(number: number): string {
    return this.texts[number] ?? '';
  }
}
