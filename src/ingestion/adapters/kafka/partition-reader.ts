import { setTimeout as sleep } from 'node:timers/promises';
import { MillraceError } from '../../../definition/index.js';
import type { Cluster, FetchedMessage, KafkaClient } from './kafka-client.js';
import { kafkaError, protocolErrorOf } from './kafka-errors.js';

/** Bytes of one fetch; what is read ahead is bounded by them. */
const FETCH_BYTES = 4 * 1024 * 1024;
const READ_COMMITTED = 1;
const ATTEMPTS = 4;
const PAUSE_MS = 150;

export interface Fetched {
  readonly messages: readonly FetchedMessage[];
  /** Offset after the last record that is there. */
  readonly end: number;
}

/** First and next offset of a partition. */
export interface Bounds {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads one partition where it is told to: no group, no committed offsets, no rebalance. A connection that failed is dropped with all
 * that was known of the cluster.
 */
export class PartitionReader {
  private cluster: Cluster | undefined;

  constructor(
    private readonly client: KafkaClient,
    private readonly topic: string,
    private readonly partition: number,
  ) {}

  /**
   * Messages from offset `from` on, as many as one fetch gives, without a gap; none at the end, after `waitMs`.
   * Errors: `log_gap`, `log_truncated`, `log_shorter` (fatal) where the partition does not have what it must have.
   */
  async fetch(from: number, waitMs: number): Promise<Fetched> {
    const request = {
      ...{ maxWaitTime: waitMs, minBytes: 1, maxBytes: FETCH_BYTES, isolationLevel: READ_COMMITTED },
      topics: [{ topic: this.topic, partitions: [{ partition: this.partition, fetchOffset: String(from), maxBytes: FETCH_BYTES }] }],
    };
    const fetched = await this.attempt(async (cluster) => {
      const { leader } = this.metadata(cluster);
      const broker = await cluster.findBroker({ nodeId: leader });
      const { responses } = await broker.fetch(request);
      return responses[0].partitions[0];
    }, from);
    const messages = fetched.messages.filter(({ offset }) => Number(offset) >= from);
    messages.forEach(({ offset, isControlRecord }, i) => {
      if (isControlRecord || Number(offset) !== from + i) throw this.gap(from + i, Number(offset));
    });
    return { messages, end: Number(fetched.lastStableOffset) };
  }

  bounds(): Promise<Bounds> {
    return this.attempt(async (cluster) => {
      const offset = async (fromBeginning: boolean) => {
        const [{ partitions }] = await cluster.fetchTopicsOffset([{ topic: this.topic, partitions: [{ partition: this.partition }], fromBeginning }]);
        return Number(partitions[0].offset);
      };
      const [start, end] = await Promise.all([offset(true), offset(false)]);
      return { start, end };
    });
  }

  async end(): Promise<number> {
    return this.attempt(async (cluster) => {
      const [{ partitions }] = await cluster.fetchTopicsOffset([{ topic: this.topic, partitions: [{ partition: this.partition }], fromBeginning: false }]);
      return Number(partitions[0].offset);
    });
  }

  close(): void {
    // Not waited for: it waits for requests that may be under way.
    void this.cluster?.disconnect().catch(() => undefined);
    this.cluster = undefined;
  }

  private metadata(cluster: Cluster): { leader: number } {
    const found = cluster.findTopicPartitionMetadata(this.topic).find(({ partitionId }) => partitionId === this.partition);
    if (!found || found.leader < 0) throw new Error(`partition ${this.partition} of "${this.topic}" has no leader now`);
    return found;
  }

  private async attempt<T>(work: (cluster: Cluster) => Promise<T>, from?: number): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        const cluster = (this.cluster ??= this.client.cluster());
        if (!cluster.isConnected()) await cluster.connect();
        await cluster.addTargetTopic(this.topic);
        await cluster.refreshMetadataIfNecessary();
        return await work(cluster);
      } catch (error) {
        this.close();
        if (from !== undefined && protocolErrorOf(error) === 'OFFSET_OUT_OF_RANGE') throw await this.outOfRange(from);
        const known = kafkaError(error, this.client.settings, { operation: 'Read', topic: this.topic });
        if (attempt === ATTEMPTS || known.kind === 'fatal' || known.code !== 'log_unavailable') throw known;
        await sleep(PAUSE_MS * attempt);
      }
    }
  }

  private async outOfRange(from: number): Promise<MillraceError> {
    const { start, end } = await this.bounds();
    if (from < start)
      return new MillraceError(
        'log_truncated',
        'fatal',
        `the topic "${this.topic}" has lost the records at positions ${from} to ${start - 1}, which are not worked yet: it begins at ${start} (retention, or records deleted)`,
        { details: { topic: this.topic, partition: this.partition, from, to: start } },
      );
    if (from > end)
      return new MillraceError(
        'log_shorter',
        'fatal',
        `the topic "${this.topic}" ends at ${end}, but the record before position ${from} was worked: it is not the topic that it was, or it has lost its end`,
        { details: { topic: this.topic, partition: this.partition, from: end, to: from } },
      );
    return new MillraceError('log_unavailable', 'retryable', `the topic "${this.topic}" is changing: position ${from} is there now`);
  }

  private gap(due: number, found: number): MillraceError {
    return new MillraceError(
      'log_gap',
      'fatal',
      `the topic "${this.topic}" has no record at position ${due} (the next is at ${found}): it is compacted, or somebody wrote to it in a transaction; let nobody else write to it`,
      { details: { topic: this.topic, partition: this.partition, from: due, to: found } },
    );
  }
}
