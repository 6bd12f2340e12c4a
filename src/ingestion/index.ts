import { Log1764000001000 } from './adapters/postgres/migrations/1764000001000-log.js';
import { Copies1764000012000 } from './adapters/postgres/migrations/1764000012000-copies.js';
import { LogBooks1764000011000 } from './adapters/postgres/migrations/1764000011000-log-books.js';
import { TakePositions1764000013000 } from './adapters/postgres/migrations/1764000013000-take-positions.js';

export { DOOR_PROBLEMS, EVENT_PROBLEMS, ingestionSchemas } from './adapters/http/event-schema.js';
export { lineBatches } from './adapters/http/ndjson-lines.js';
export { IntakeAppender, type IntakeReceipt } from './application/append-intake.js';
export { Copies } from './application/copies.js';
export { type DecodedEvents, type Intake, IntakeDecoder } from './application/decode-intake.js';
export { type SourceType, Sources } from './application/sources.js';
export type { Refusal } from './domain/refusal.js';
export type { IngestionConfig } from './ingestion.config.js';
export { IngestionModule } from './ingestion.module.js';
export { ACCEPT, type Accept, DIGEST_KEY, INGESTION_LIMITS, type IngestionLimits } from './ingestion.tokens.js';
export { LOG_READER, LOG_WRITER, type LogReader, type LogRecord, type LogWriter } from './ports/log.port.js';
export { OPEN_TOPIC_WRITER, type OpenTopicWriter, type TopicRecord, type TopicWriter } from './ports/topic-writer.port.js';

export const ingestionMigrations = [Log1764000001000, LogBooks1764000011000, Copies1764000012000, TakePositions1764000013000];
