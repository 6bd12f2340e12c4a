import type { IngestionConfig } from '../ingestion.config.js';
import type { LogBooks } from '../ports/log-books.port.js';
import type { LogReader, LogWriter } from '../ports/log.port.js';

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
