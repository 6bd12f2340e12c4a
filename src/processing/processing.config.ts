import type { SinkSettings } from '../platform/config/index.js';

/** What is sent on to others. */
export interface ProcessingConfig {
  readonly sinks: Readonly<Record<string, SinkSettings>>;
}
