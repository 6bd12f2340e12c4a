import type { SourceSettings } from '../../platform/config/index.js';
import type { IngestionConfig } from '../ingestion.config.js';
import type { ForeignTopic } from '../ports/foreign-topic.port.js';
import type { LogBooks } from '../ports/log-books.port.js';
import type { LogReader, LogWriter } from '../ports/log.port.js';
import type { TopicWriter } from '../ports/topic-writer.port.js';

export interface LogParts {
  readonly config: IngestionConfig;
  readonly books: LogBooks;
  readonly eventLimitBytes: number;
  readonly nowUs: () => number;
}

/** Logs outside the database, by name; each is imported only where it is used. */
export const OUTSIDE_LOGS: { readonly [name in Exclude<IngestionConfig['log'], 'postgres'>]: (parts: LogParts) => Promise<LogWriter & LogReader> } = {
  kafka: async ({ config, books, eventLimitBytes, nowUs }) => {
    const [{ createKafkaClient }, { KafkaLog }] = await Promise.all([import('./kafka/kafka-client.js'), import('./kafka/kafka-log.adapter.js')]);
    return new KafkaLog(createKafkaClient(config.kafka, config.kafkaPassword), books, { eventLimitBytes, nowUs });
  },
};

/** Topics of others, by the system that has them. */
export const FOREIGN_TOPICS: {
  readonly [name in Extract<keyof SourceSettings['from'], 'kafka'>]: (config: IngestionConfig, topic: string) => Promise<ForeignTopic>;
} = {
  kafka: async ({ kafka, kafkaPassword }, topic) => {
    const [{ createKafkaClient }, { KafkaForeignTopic }] = await Promise.all([
      import('./kafka/kafka-client.js'),
      import('./kafka/kafka-foreign-topic.adapter.js'),
    ]);
    return new KafkaForeignTopic(createKafkaClient(kafka, kafkaPassword), topic);
  },
};

/** Writers to topics of others, by the system that has them. */
export const TOPIC_WRITERS: { readonly kafka: (config: IngestionConfig, topic: string) => Promise<TopicWriter> } = {
  kafka: async ({ kafka, kafkaPassword }, topic) => {
    const [{ createKafkaClient }, { KafkaTopicWriter }] = await Promise.all([
      import('./kafka/kafka-client.js'),
      import('./kafka/kafka-topic-writer.adapter.js'),
    ]);
    return new KafkaTopicWriter(createKafkaClient(kafka, kafkaPassword), topic);
  },
};
