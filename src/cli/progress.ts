import { type TextStream, bar, count, duration, lineWidth } from './terminal.js';

const REDRAW_MS = 100;
const PLAIN_LINE_MS = 5000;
const BAR_CHARACTERS = 24;

/** What a line of progress tells. */
export interface Progress {
  readonly what: string;
  /** Done, from 0 to 1; undefined where nobody knows the whole. */
  readonly share: number | undefined;
  readonly events: number;
  readonly refused: number;
  /** Something that holds the work up. */
  readonly note?: string | undefined;
}

/** `sending [####......]  41 %  120,000 events  31,000/s  6 s left  3 refused`, with the bar only on a terminal. */
export function progressLine(progress: Progress, seconds: number, withBar: boolean): string {
  const { share, events, refused, note } = progress;
  const parts = [progress.what];
  if (share !== undefined) parts.push((withBar ? bar(share, BAR_CHARACTERS) + ' ' : '') + `${String(Math.floor(Math.min(1, share) * 100)).padStart(3)} %`);
  parts.push(`${count(events)} events`);
  if (seconds > 0) parts.push(`${count(events / seconds)}/s`);
  if (share !== undefined && share > 0 && share < 1 && seconds > 1) parts.push(`${duration((seconds * (1 - share)) / share)} left`);
  if (refused > 0) parts.push(`${count(refused)} refused`);
  if (note !== undefined) parts.push(note);
  return parts.join('  ');
}

/** Shows progress: one line that is drawn again on a terminal, else a plain line every five seconds. */
export class ProgressMeter {
  private readonly startedMs: number;
  private shownMs = -Infinity;
  private drawn = false;
  private latest: Progress | undefined;

  constructor(
    private readonly stream: TextStream,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.startedMs = nowMs();
    if (!stream.isTTY) this.shownMs = this.startedMs;
  }

  /** Seconds since the start. */
  get seconds(): number {
    return (this.nowMs() - this.startedMs) / 1000;
  }

  show(progress: Progress): void {
    this.latest = progress;
    const now = this.nowMs();
    if (now - this.shownMs < (this.stream.isTTY ? REDRAW_MS : PLAIN_LINE_MS)) return;
    this.shownMs = now;
    this.draw(progress);
  }

  /** Ends the line: what is written next begins on a line of its own. */
  end(): void {
    if (!this.drawn) return;
    if (this.latest) this.draw(this.latest);
    this.stream.write('\n');
    this.drawn = false;
  }

  private draw(progress: Progress): void {
    if (!this.stream.isTTY) {
      this.stream.write(progressLine(progress, this.seconds, false) + '\n');
      return;
    }
    const line = progressLine(progress, this.seconds, true).slice(0, lineWidth(this.stream) - 1);
    this.stream.write(`\r${line}\u001b[K`);
    this.drawn = true;
  }
}
