import { type TextStream, count } from '../terminal.js';

const REDRAW_MS = 200;
const PLAIN_LINE_MS = 5000;
const KB = 1000;

/** How much has come: one line that is drawn again on a terminal, else a plain line every five seconds. */
export class DownloadMeter {
  private readonly startedMs = performance.now();
  private shownMs = this.startedMs;
  private drawn = false;

  constructor(private readonly stream: TextStream) {}

  get seconds(): number {
    return (performance.now() - this.startedMs) / 1000;
  }

  show(bytes: number): void {
    const now = performance.now();
    if (now - this.shownMs < (this.stream.isTTY ? REDRAW_MS : PLAIN_LINE_MS)) return;
    this.shownMs = now;
    const text = `rebuilding  ${count(bytes / KB)} kB  ${count(bytes / KB / this.seconds)} kB/s`;
    this.stream.write(this.stream.isTTY ? `\r${text}\u001b[K` : `${text}\n`);
    this.drawn = this.stream.isTTY === true;
  }

  end(): void {
    if (this.drawn) this.stream.write('\r\u001b[K');
    this.drawn = false;
  }
}
