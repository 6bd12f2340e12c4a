import { Logger } from '@nestjs/common';
import { MillraceError } from '../../definition/index.js';
import type { Accept } from '../ingestion.tokens.js';
import type { CopyCursor, CopyCursors, CopyRun, ForeignRecord, ForeignTopic } from '../ports/foreign-topic.port.js';
import { PartitionMerge, runsOf } from './merge-partitions.js';

const BATCH_RECORDS = 1000;
const BATCH_BYTES = 512 * 1024;
const WAIT_MS = 250;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export interface CopyTopicOptions {
  readonly topic: string;
  /** The log that the records go into. */
  readonly log: string;
  /** Type of every record; absent: each is `{"type": ..., "event": ...}`. */
  readonly type: string | undefined;
}

interface CopyPorts {
  readonly source: ForeignTopic;
  readonly cursors: CopyCursors;
  readonly accept: Accept;
}

/**
 * Copies a topic that others write into a log of ours, each record once: they are numbered in the order of the copy, and the log takes a
 * number once. What is refused is set aside with its position there, and never blocks what follows.
 */
export class CopyTopic {
  private readonly logger = new Logger('copy');
  private cursor: CopyCursor | undefined;
  private merge: PartitionMerge | undefined;
  private stopping = false;
  private wake: (() => void) | undefined;
  private done: Promise<void> | undefined;

  constructor(
    private readonly options: CopyTopicOptions,
    private readonly ports: CopyPorts,
  ) {}

  get name(): string {
    return `kafka:${this.options.topic}>${this.options.log}`;
  }

  start(): void {
    this.done ??= this.keepGoing();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.done;
    await this.ports.source.close();
  }

  /** Copies the next records; how many. */
  async step(): Promise<number> {
    const { accept, cursors } = this.ports;
    const cursor = (this.cursor ??= await cursors.load(this.name, await this.ports.source.starts()));
    const records = cursor.pending ? await this.planned(cursor.pending) : await this.next(cursor);
    if (records.length === 0) return 0;
    const { log, type } = this.options;
    const intake = { log, entries: records.map(({ value }) => value), producer: { name: this.name, firstLine: cursor.line + 1 } };
    const receipt = await accept(type === undefined ? intake : { ...intake, type });
    const positions = new Map(cursor.positions);
    for (const { partition, position } of records) positions.set(partition, position + 1);
    const refused = receipt.refused.map(({ line, code, message }) => {
      const { partition, position } = records[line - cursor.line - 1];
      return { partition, position, code, message };
    });
    await cursors.done(this.name, cursor.line, { records: records.length, positions, refused });
    this.cursor = { line: cursor.line + records.length, positions, pending: undefined };
    return records.length;
  }

  private async keepGoing(): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; !this.stopping;) {
      try {
        await this.step();
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        // What was planned is done again from what the database says.
        this.cursor = undefined;
        this.merge = undefined;
        const message = error instanceof Error ? error.message : String(error);
        if (error instanceof MillraceError && error.kind === 'fatal') {
          this.logger.error(`the topic "${this.options.topic}" is not copied any more: ${error.code}, ${message}`);
          return;
        }
        this.logger.warn(`copying "${this.options.topic}" pauses: ${message}`);
        await this.pause(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  private async next(cursor: CopyCursor): Promise<ForeignRecord[]> {
    const merge = (this.merge ??= new PartitionMerge(cursor.positions));
    const wanted = merge.wanted();
    if (wanted.size > 0) for (const [partition, page] of await this.ports.source.fetch(wanted, merge.empty ? WAIT_MS : 0)) merge.offer(partition, page);
    const records = merge.take(BATCH_RECORDS, BATCH_BYTES);
    if (records.length === 0 || (await this.ports.cursors.plan(this.name, cursor.line, runsOf(records)))) return records;
    throw new MillraceError('copy_overtaken', 'retryable', 'another process copies the same topic just now');
  }

  private async planned(runs: readonly CopyRun[]): Promise<ForeignRecord[]> {
    const records: ForeignRecord[] = [];
    for (const { partition, from, count } of runs) {
      const due = records.length + count;
      for (let next = from; records.length < due;) {
        const page = (await this.ports.source.fetch(new Map([[partition, next]]), WAIT_MS)).get(partition);
        if (page) records.push(...page.records.slice(0, due - records.length));
        next = page?.next ?? next;
      }
    }
    return records;
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
