import kafkajs from 'kafkajs';
import type { TopicRecord, TopicWriter } from '../../ports/topic-writer.port.js';
import { TopicAppender } from './kafka-appender.js';
import type { KafkaClient } from './kafka-client.js';
import { kafkaError } from './kafka-errors.js';

/** Keys go to the partitions that Java's clients would choose. */
export class KafkaTopicWriter implements TopicWriter {
  private readonly appender: TopicAppender;

  constructor(
    private readonly client: KafkaClient,
    private readonly topic: string,
  ) {
    this.appender = new TopicAppender(client, topic, kafkajs.Partitioners.DefaultPartitioner);
  }

  async write(records: readonly TopicRecord[]): Promise<void> {
    try {
      await this.appender.append(records.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } })));
    } catch (error) {
      throw kafkaError(error, this.client.settings, { operation: 'Write', topic: this.topic });
    }
  }

  close(): Promise<void> {
    return this.appender.close();
  }
}
