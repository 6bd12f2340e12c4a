import type { KafkaSettings } from '../platform/config/index.js';

/** What keeps the events. */
export interface IngestionConfig {
  readonly log: 'postgres' | 'kafka';
  readonly kafka: KafkaSettings;
  readonly kafkaPassword: string | undefined;
}
