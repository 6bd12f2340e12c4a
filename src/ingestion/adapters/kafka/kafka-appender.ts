import type { ICustomPartitioner, Message, Producer } from 'kafkajs';
import type { KafkaClient } from './kafka-client.js';

const ALL_REPLICAS = -1;

/**
 * Sends to one topic. The producer is idempotent: what the library sends again after a lost answer is taken once.
 * After a send that failed for good it is replaced: the library would give the sequence numbers of that send to the next one, and
 * brokers that had taken the first would acknowledge the second without keeping it.
 */
export class TopicAppender {
  private producer: Promise<Producer> | undefined;

  constructor(
    private readonly client: KafkaClient,
    private readonly topic: string,
    private readonly createPartitioner: ICustomPartitioner = () =>
      ({ message }) =>
        message.partition ?? 0,
  ) {}

  /** Appends the messages in one request; the offset of the first, once every replica in sync has them. */
  async append(messages: Message[]): Promise<number> {
    const { compression, settings } = this.client;
    this.producer ??= this.open();
    try {
      const producer = await this.producer;
      const [told] = await producer.send({ topic: this.topic, messages, acks: ALL_REPLICAS, timeout: settings.requestTimeoutMs, compression });
      return Number(told.baseOffset);
    } catch (error) {
      void this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const { producer } = this;
    this.producer = undefined;
    await producer?.then((open) => open.disconnect()).catch(() => undefined);
  }

  private async open(): Promise<Producer> {
    const producer = this.client.kafka.producer({
      ...{ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false },
      createPartitioner: this.createPartitioner,
    });
    try {
      await producer.connect();
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
    return producer;
  }
}
