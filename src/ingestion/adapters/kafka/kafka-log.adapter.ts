import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from 'kafkajs';
import { MillraceError } from '../../../definition/index.js';
import type { ClaimResult, FoundLine, FreshItem, LogBooks, SentItem, StaleClaim } from '../../ports/log-books.port.js';
import type { AppendItem, AppendReceipt, LogReader, LogRecord, LogWriter } from '../../ports/log.port.js';
import { TopicAppender } from './kafka-appender.js';
import type { KafkaClient } from './kafka-client.js';
import { kafkaError } from './kafka-errors.js';
import { OVERHEAD_BYTES, messageOf, producedBy } from './kafka-records.js';
import { openTopic, topicName } from './kafka-topics.js';
import { LogPartition } from './log-partition.js';

const SYSTEM = 'kafka';
const PARTITION = 0;
/** A request larger than this gains nothing. */
const REQUEST_BYTES = 1024 * 1024;
const BUSY_PAUSE_MS = 20;
const BUSY_MS = 35_000;

interface OpenLog {
  readonly partition: LogPartition;
  readonly appender: TopicAppender;
}

export interface KafkaLogOptions {
  /** Largest event, bytes: a topic must take it. */
  readonly eventLimitBytes: number;
  nowUs(): number;
}

/**
 * The log in Apache Kafka: one topic with one partition per log, position = offset. Nobody else writes there, nothing is written in
 * transactions, so that positions are dense. An append of up to a megabyte is taken whole; a longer one in such parts.
 */
export class KafkaLog implements LogWriter, LogReader {
  private readonly logs = new Map<string, Promise<OpenLog>>();

  constructor(
    private readonly client: KafkaClient,
    private readonly books: LogBooks,
    private readonly options: KafkaLogOptions,
  ) {}

  async open(log: string): Promise<void> {
    await this.books.open(log, SYSTEM);
    await (await this.opened(log)).partition.known();
  }

  async append(log: string, items: readonly AppendItem[]): Promise<AppendReceipt[]> {
    const { partition, appender } = await this.opened(log);
    await partition.known();
    const claim = items.some(({ producer }) => producer) ? await this.claim(log, items, partition) : undefined;
    const fresh: readonly FreshItem[] = claim?.items ?? items;
    const appendedAtUs = this.options.nowUs();
    let sent: SentItem[];
    try {
      sent = await this.send(partition, appender, fresh, appendedAtUs);
    } catch (error) {
      partition.doubt();
      if (claim) await this.books.release(log, claim.claimId).catch(() => undefined);
      throw kafkaError(error, this.client.settings, { operation: 'Write', topic: partition.topic.name });
    }
    if (claim || items.some(({ refused }) => refused.length > 0)) await this.books.finish(log, claim?.claimId, sent);
    return receipts(fresh, sent, appendedAtUs);
  }

  async lastLine(log: string, producer: string): Promise<number> {
    const { partition } = await this.opened(log);
    // What a life before this one sent and did not book counts.
    const empty: AppendItem = { events: [], refused: [], producer: { name: producer, firstLine: 1, lastLine: 0, lines: [] } };
    const claim = await this.claim(log, [empty], partition);
    await this.books.finish(log, claim.claimId, []);
    return this.books.lastLine(log, producer);
  }

  refused(log: string): Promise<Readonly<Record<string, number>>> {
    return this.books.refused(log);
  }

  async read(log: string, _partition: number, from: number, limit: number): Promise<LogRecord[]> {
    return (await this.opened(log)).partition.read(from, limit);
  }

  async end(log: string, _partition: number): Promise<number> {
    return (await this.opened(log)).partition.end();
  }

  async changed(log: string, _partition: number, position: number, timeoutMs: number): Promise<void> {
    await (await this.opened(log)).partition.changed(position, timeoutMs);
  }

  /** Ends every connection. */
  async onApplicationShutdown(): Promise<void> {
    const open = await Promise.allSettled(this.logs.values());
    this.logs.clear();
    await Promise.all(open.flatMap((log) => (log.status === 'fulfilled' ? [log.value.appender.close(), log.value.partition.close()] : [])));
  }

  private opened(log: string): Promise<OpenLog> {
    const known = this.logs.get(log);
    if (known) return known;
    const opening = this.openLog(log);
    this.logs.set(log, opening);
    opening.catch(() => this.logs.delete(log));
    return opening;
  }

  private async openLog(log: string): Promise<OpenLog> {
    if (!(await this.books.knows(log, SYSTEM))) throw new MillraceError('log_unknown', 'poison', `there is no log "${log}"`);
    const topic = await openTopic(this.client, topicName(this.client.settings, log), this.options.eventLimitBytes);
    return { partition: new LogPartition(log, topic, this.books, this.client), appender: new TopicAppender(this.client, topic.name) };
  }

  /** Waits for who sends the same producers' lines, and settles what one who is gone has left. */
  private async claim(log: string, items: readonly AppendItem[], partition: LogPartition): Promise<Extract<ClaimResult, { items: unknown }>> {
    for (const end = performance.now() + BUSY_MS; performance.now() < end;) {
      const claim = await this.books.claim(log, items, partition.passed);
      if ('items' in claim) return claim;
      if ('stale' in claim) await this.books.settle(log, claim.stale, await this.find(partition, claim.stale));
      else await sleep(BUSY_PAUSE_MS);
    }
    throw new MillraceError('log_unavailable', 'retryable', 'another process has been sending lines of the same producer all the time: try again');
  }

  private async find(partition: LogPartition, { producer, lastLine, from }: StaleClaim): Promise<FoundLine[]> {
    const found: FoundLine[] = [];
    for await (const messages of partition.scan(from))
      for (const message of messages) {
        const by = producedBy(message);
        const after = found.at(-1)?.line ?? lastLine;
        if (by?.name === producer && by.line > after) found.push({ line: by.line, position: Number(message.offset) });
      }
    return found;
  }

  /** Sends in requests of bounded size, each whole or not at all, and tells where the parts of each item stand. */
  private async send(partition: LogPartition, appender: TopicAppender, items: readonly FreshItem[], appendedAtUs: number): Promise<SentItem[]> {
    const sent: SentItem[] = [];
    for (const part of partsOf(items, Math.min(REQUEST_BYTES, partition.topic.maxBytes))) {
      const { passed } = partition;
      let position = part.messages.length === 0 ? 0 : await appender.append(part.messages.map((make) => make(appendedAtUs)));
      const records: LogRecord[] = [];
      for (const item of part.items) {
        sent.push({ item, firstPosition: position });
        for (const event of item.events) records.push({ position: position++, appendedAtUs, ...event });
      }
      await partition.appended(records, passed);
    }
    return sent;
  }
}

interface Part {
  readonly items: FreshItem[];
  readonly messages: ((appendedAtUs: number) => Message)[];
}

/** Cuts items into parts that one request takes; a part of an item is an item with its own lines. */
function partsOf(items: readonly FreshItem[], limitBytes: number): Part[] {
  const parts: Part[] = [{ items: [], messages: [] }];
  let bytes = 0;
  for (const item of items) {
    let from = 0;
    for (let i = 0; i < item.events.length; i++) {
      const event = item.events[i];
      const value = Buffer.from(event.body);
      if (bytes > 0 && bytes + value.length + OVERHEAD_BYTES > limitBytes) {
        if (i > from) parts[parts.length - 1].items.push(cut(item, from, i));
        from = i;
        bytes = 0;
        parts.push({ items: [], messages: [] });
      }
      bytes += value.length + OVERHEAD_BYTES;
      const by = item.producer && { name: item.producer.name, line: item.producer.lines[i] };
      parts[parts.length - 1].messages.push((appendedAtUs) => messageOf(event, value, PARTITION, appendedAtUs, by));
    }
    parts[parts.length - 1].items.push(cut(item, from, item.events.length));
  }
  return parts;
}

function cut(item: FreshItem, from: number, to: number): FreshItem {
  if (from === 0 && to === item.events.length) return item;
  const { producer } = item;
  const last = to === item.events.length;
  const lines = producer?.lines.slice(from, to);
  return {
    events: item.events.slice(from, to),
    refused: last ? item.refused : [],
    ...(producer && lines
      ? { producer: { name: producer.name, firstLine: lines[0], lastLine: last ? producer.lastLine : lines[lines.length - 1], lines } }
      : {}),
  };
}

function receipts(items: readonly FreshItem[], sent: readonly SentItem[], appendedAtUs: number): AppendReceipt[] {
  let next = 0;
  return items.map((item) => {
    let events = 0;
    let firstPosition: number | undefined;
    do {
      const part = sent[next++];
      if (part.item.events.length > 0) firstPosition ??= part.firstPosition;
      events += part.item.events.length;
    } while (events < item.events.length);
    if (item.gapAfter !== undefined) return { firstPosition: undefined, records: 0, repeated: 0, appendedAtUs, gapAfter: item.gapAfter };
    const repeated = item.before?.records ?? 0;
    return { firstPosition: item.before?.firstPosition ?? firstPosition, records: item.events.length + repeated, repeated, appendedAtUs };
  });
}
