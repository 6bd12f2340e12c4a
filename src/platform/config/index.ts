export { type SettingsFault, loadSettings } from './load-settings.js';
export { Settings } from './settings.js';
export type { KafkaSettings } from './kafka-settings.js';
export type { SinkSettings } from './sink-settings.js';
export type { SourceSettings } from './source-settings.js';
