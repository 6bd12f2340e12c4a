import type { KafkaSettings, SourceSettings } from '../platform/config/index.js';

/** What keeps the events. */
export interface IngestionConfig {
  readonly log: 'postgres' | 'kafka';
  readonly kafka: KafkaSettings;
  readonly kafkaPassword: string | undefined;
  readonly sources: Readonly<Record<string, SourceSettings>>;
  /** Whether it is reachable from outside. */
  readonly faces: boolean;
}
