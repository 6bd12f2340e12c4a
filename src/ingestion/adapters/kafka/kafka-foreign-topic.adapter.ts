import { createRequire } from 'node:module';
import { MillraceError } from '../../../definition/index.js';
import type { ForeignPage, ForeignTopic } from '../../ports/foreign-topic.port.js';
import type { Cluster, FetchedMessage, FetchedPartition, KafkaClient } from './kafka-client.js';
import { kafkaError, protocolErrorOf } from './kafka-errors.js';

const FETCH_BYTES = 8 * 1024 * 1024;
const PARTITION_BYTES = 1024 * 1024;
const READ_COMMITTED = 1;

const withoutAborted = createRequire(import.meta.url)('kafkajs/src/consumer/filterAbortedMessages.js') as (
  partition: Pick<FetchedPartition, 'messages' | 'abortedTransactions'>,
) => FetchedMessage[];

/** A topic of others in Kafka, with any number of partitions: transactions, compaction and tombstones are what they are there. */
export class KafkaForeignTopic implements ForeignTopic {
  private cluster: Cluster | undefined;

  constructor(
    private readonly client: KafkaClient,
    private readonly topic: string,
  ) {}

  starts(): Promise<ReadonlyMap<number, number>> {
    return this.attempt(async (cluster) => {
      const partitions = cluster.findTopicPartitionMetadata(this.topic).map(({ partitionId }) => ({ partition: partitionId }));
      const [told] = await cluster.fetchTopicsOffset([{ topic: this.topic, partitions, fromBeginning: true }]);
      return new Map(told.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
    });
  }

  fetch(positions: ReadonlyMap<number, number>, waitMs: number): Promise<ReadonlyMap<number, ForeignPage>> {
    return this.attempt(async (cluster) => {
      const leaders = new Map<number, [number, number][]>();
      for (const { partitionId, leader } of cluster.findTopicPartitionMetadata(this.topic)) {
        const from = positions.get(partitionId);
        if (from !== undefined) leaders.set(leader, [...(leaders.get(leader) ?? []), [partitionId, from]]);
      }
      const answers = await Promise.all([...leaders].map(([nodeId, wanted]) => this.fetchFrom(cluster, nodeId, wanted, waitMs)));
      return new Map(answers.flat().map((partition) => [partition.partition, pageOf(partition, positions.get(partition.partition) ?? 0)]));
    });
  }

  async close(): Promise<void> {
    const { cluster } = this;
    this.cluster = undefined;
    await cluster?.disconnect().catch(() => undefined);
  }

  private async fetchFrom(cluster: Cluster, nodeId: number, wanted: readonly [number, number][], waitMs: number): Promise<FetchedPartition[]> {
    const broker = await cluster.findBroker({ nodeId });
    const partitions = wanted.map(([partition, from]) => ({ partition, fetchOffset: String(from), maxBytes: PARTITION_BYTES }));
    const request = { maxWaitTime: waitMs, minBytes: 1, maxBytes: FETCH_BYTES, isolationLevel: READ_COMMITTED, topics: [{ topic: this.topic, partitions }] };
    const { responses } = await broker.fetch(request);
    const found = responses.flatMap((response) => response.partitions);
    if (wanted.length === 1) return found;
    // Where others took all the room of the answer, and where compaction left nothing, a request alone tells.
    const bare = wanted.filter(([partition, from]) =>
      found.some((one) => one.partition === partition && one.messages.length === 0 && Number(one.lastStableOffset) > from),
    );
    const alone = await Promise.all(bare.map((one) => this.fetchFrom(cluster, nodeId, [one], 0)));
    return [...found.filter(({ partition }) => !bare.some(([other]) => other === partition)), ...alone.flat()];
  }

  private async attempt<T>(work: (cluster: Cluster) => Promise<T>): Promise<T> {
    try {
      const cluster = (this.cluster ??= this.client.cluster());
      if (!cluster.isConnected()) await cluster.connect();
      await cluster.addTargetTopic(this.topic);
      await cluster.refreshMetadataIfNecessary();
      return await work(cluster);
    } catch (error) {
      void this.close();
      if (protocolErrorOf(error) === 'OFFSET_OUT_OF_RANGE')
        throw new MillraceError(
          'copy_lost',
          'fatal',
          `the topic "${this.topic}" does not have the records any more that come next: it was made anew, or forgot them before they were copied`,
          { cause: error },
        );
      if (error instanceof Error && error.name === 'KafkaJSNotImplemented')
        throw new MillraceError(
          'kafka_codec',
          'fatal',
          `the topic "${this.topic}" is compressed in a way that cannot be read here (${error.message}): gzip can`,
          {
            cause: error,
          },
        );
      throw kafkaError(error, this.client.settings, { operation: 'Read', topic: this.topic });
    }
  }
}

function pageOf({ partition, messages, abortedTransactions, lastStableOffset }: FetchedPartition, from: number): ForeignPage {
  const fresh = messages.filter(({ offset }) => Number(offset) >= from);
  const last = fresh.at(-1);
  // Nothing before the end: compaction took all of it.
  const next = last ? Number(last.offset) + 1 : Math.max(from, Number(lastStableOffset));
  const records = withoutAborted({ messages: fresh, abortedTransactions })
    .filter(({ isControlRecord }) => !isControlRecord)
    .map(({ offset, timestamp, value }) => ({ partition, position: Number(offset), timestampMs: Number(timestamp), value: value ?? Buffer.alloc(0) }));
  return { records, next, atEnd: next >= Number(lastStableOffset) };
}
