import { Logger } from '@nestjs/common';
import { MillraceError } from '../../definition/index.js';
import type { Sink, SinkCursors, SinkRecord } from '../ports/sink.port.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Some of what is committed, and where to go on. */
export interface SinkPage {
  readonly records: readonly SinkRecord[];
  readonly cursor: string;
}

export interface SinkPorts {
  /** What comes after a cursor; waits a little for the first. */
  readonly read: (cursor: string | undefined) => Promise<SinkPage>;
  readonly sink: Sink;
  readonly cursors: SinkCursors;
}

/**
 * Sends what is committed to one place: the cursor moves after the place has acknowledged, so that nothing is skipped and, after a failure
 * or a kill, a suffix comes again.
 */
export class RunSink {
  private readonly logger = new Logger('sinks');
  private stopping = false;
  private wake: (() => void) | undefined;
  private done: Promise<void> | undefined;

  constructor(
    private readonly name: string,
    private readonly ports: SinkPorts,
  ) {}

  start(): void {
    this.done ??= this.keepGoing();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.done;
    await this.ports.sink.close();
  }

  private async keepGoing(): Promise<void> {
    const { cursors, read, sink } = this.ports;
    let loaded = false;
    let cursor: string | undefined;
    for (let pauseMs = FIRST_PAUSE_MS; !this.stopping;) {
      try {
        if (!loaded) cursor = await cursors.load(this.name);
        loaded = true;
        const page = await read(cursor);
        if (page.records.length > 0) await sink.send(page.records);
        if (page.cursor !== cursor) await cursors.save(this.name, page.cursor, page.records.length);
        cursor = page.cursor;
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        if (this.stopping || (error instanceof MillraceError && error.code === 'stopping')) return;
        this.logger.warn(`the sink "${this.name}" waits at ${cursor ?? 'the beginning'}: ${error instanceof Error ? error.message : String(error)}`);
        await this.pause(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  private async pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
