import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, Min, ValidateNested } from 'class-validator';
import { KafkaSettings } from './kafka-settings.js';
import { AreSinks, type SinkSettings } from './sink-settings.js';
import { AreSources, type SourceSettings } from './source-settings.js';

/** Addresses that the application listens on. */
export class HttpSettings {
  /** Loopback by default: another address is a decision. */
  @IsString()
  @IsNotEmpty()
  host = '127.0.0.1';

  @IsInt()
  @Min(0)
  @Max(65_535)
  port = 3000;
}

/** The gRPC face listens on the address of the HTTP one. */
export class GrpcSettings {
  @IsBoolean()
  enabled = true;

  /** 50051; where `http.port` is 0, any that is free. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(65_535)
  port?: number;
}

/** Bounds of what one request, and all that wait, may take. */
export class LimitSettings {
  /** Largest event, bytes. */
  @IsInt()
  @Min(1024)
  @Max(64 * 1024 * 1024)
  eventBytes = 1024 * 1024;

  /** Largest request body that is not streamed, bytes. */
  @IsInt()
  @Min(1024)
  @Max(256 * 1024 * 1024)
  bodyBytes = 16 * 1024 * 1024;

  /** Most bytes that wait for the log before requests are refused. */
  @IsInt()
  @Min(64 * 1024)
  queueBytes = 64 * 1024 * 1024;

  /** Most records of one commit. */
  @IsInt()
  @Min(1)
  @Max(100_000)
  batchRecords = 4096;

  /** Most bytes of state in memory, about: what is beyond that waits in the database. */
  @IsInt()
  @Min(1024 * 1024)
  stateBytes = 512 * 1024 * 1024;

  /** How long a synchronous request waits for its commit, milliseconds. */
  @IsInt()
  @Min(1)
  deadlineMs = 5000;
}

/** Where the models are that are named and not registered. */
export class ModelSettings {
  @IsIn(['onnx', 'tensorflow-serving'])
  runtime: 'onnx' | 'tensorflow-serving' = 'onnx';

  /** A server of TensorFlow Serving. */
  @IsOptional()
  @Matches(/^(grpcs?|https?):\/\/[^/\s]+\/?$/, { message: 'tfservingUrl must be grpc://HOST:PORT or http://HOST:PORT' })
  tfservingUrl?: string;
}

/** Everything that can be set, with its default; `millrace.yaml` and the environment override it. */
export class Settings {
  @IsIn(['embedded'])
  profile = 'embedded';

  /** `api` takes requests in, `worker` works on what is in the log, `all` does both. */
  @IsIn(['all', 'api', 'worker'])
  role: 'all' | 'api' | 'worker' = 'all';

  /** Folder of the database, keys and logs; relative to where the application was started. */
  @IsString()
  @IsNotEmpty()
  dataDir = '.millrace';

  /** A PostgreSQL server to use instead of the embedded one. */
  @IsOptional()
  @IsString()
  databaseUrl?: string;

  @IsIn(['error', 'warn', 'info', 'debug'])
  logLevel = 'info';

  /** What keeps the events. */
  @IsIn(['postgres', 'kafka'])
  log: 'postgres' | 'kafka' = 'postgres';

  @ValidateNested()
  @Type(() => KafkaSettings)
  kafka = new KafkaSettings();

  /** Logs that are copied from elsewhere, by the log's name. */
  @AreSources()
  sources: Readonly<Record<string, SourceSettings>> = {};

  /** What is sent on to others, by a name whose cursor stays. */
  @AreSinks()
  sinks: Readonly<Record<string, SinkSettings>> = {};

  @ValidateNested()
  @Type(() => HttpSettings)
  http = new HttpSettings();

  @ValidateNested()
  @Type(() => GrpcSettings)
  grpc = new GrpcSettings();

  @ValidateNested()
  @Type(() => LimitSettings)
  limits = new LimitSettings();

  @ValidateNested()
  @Type(() => ModelSettings)
  models = new ModelSettings();
}

/** Environment variables and the setting that each stands for; secrets are read where they are used. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  MILLRACE_PROFILE: 'profile',
  MILLRACE_ROLE: 'role',
  MILLRACE_DATA_DIR: 'dataDir',
  MILLRACE_DATABASE_URL: 'databaseUrl',
  MILLRACE_LOG_LEVEL: 'logLevel',
  MILLRACE_LOG: 'log',
  MILLRACE_KAFKA_BROKERS: 'kafka.brokers',
  MILLRACE_KAFKA_USERNAME: 'kafka.sasl.username',
  MILLRACE_STATE_BYTES: 'limits.stateBytes',
  MILLRACE_HOST: 'http.host',
  MILLRACE_HTTP_PORT: 'http.port',
  MILLRACE_GRPC_PORT: 'grpc.port',
  MILLRACE_GRPC_ENABLED: 'grpc.enabled',
  MILLRACE_MODEL_RUNTIME: 'models.runtime',
  MILLRACE_TFSERVING_URL: 'models.tfservingUrl',
};

/** Variables that are no settings: keys, and what clients and tests read. */
export const OTHER_VARIABLES = ['MILLRACE_ADMIN_KEY', 'MILLRACE_ID_KEY', 'MILLRACE_KAFKA_PASSWORD', 'MILLRACE_KEY', 'MILLRACE_URL'] as const;
