/**
 * Gathers the lines of the output sequence, numbered from 1. Lines up to `skip` are counted and dropped: the log has them.
 */
export class LineSink {
  /** Number of the last line of the sequence so far. */
  last = 0;
  private texts: string[] = [];
  private fileLines: number[] = [];
  private characters = 0;

  constructor(private readonly skip: number) {}

  /** False while the next line would be dropped anyway: its text need not be made. */
  get wanted(): boolean {
    return this.last >= this.skip;
  }

  /** Lines gathered and not taken yet. */
  get waiting(): number {
    return this.texts.length;
  }

  push(text: string, fileLine: number): void {
    if (this.last++ < this.skip) return;
    this.texts.push(text);
    this.fileLines.push(fileLine);
    this.characters += text.length;
  }

  /** True when a request is worth while. */
  full(lines: number, characters: number): boolean {
    return this.texts.length >= lines || this.characters >= characters;
  }

  /** Hands over up to `lines` of what was gathered; undefined when that is nothing. */
  take(lines: number): LineBatch | undefined {
    const firstLine = this.last - this.texts.length + 1;
    const texts = this.texts.splice(0, lines);
    if (texts.length === 0) return undefined;
    const body = texts.join('\n') + '\n';
    this.characters = this.texts.length === 0 ? 0 : Math.max(0, this.characters - body.length);
    return { firstLine, count: texts.length, body, fileLines: this.fileLines.splice(0, lines) };
  }
}

/** Successive lines of the output sequence. */
export interface LineBatch {
  readonly firstLine: number;
  readonly count: number;
  /** NDJSON. */
  readonly body: string;
  /** For each line, the line of the file that it comes from. */
  readonly fileLines: readonly number[];
}
