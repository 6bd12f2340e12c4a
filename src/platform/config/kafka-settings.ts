import { Transform, Type } from 'class-transformer';
import { ArrayNotEmpty, IsArray, IsBoolean, IsIn, IsInt, IsNotEmpty, IsObject, IsOptional, IsString, Matches, Max, Min, ValidateNested } from 'class-validator';

/** TLS to the brokers; the files are PEM. */
export class KafkaTlsSettings {
  @IsBoolean()
  enabled = true;

  /** Authority that signed the brokers' certificates; absent: those that Node knows. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  ca?: string;

  /** Certificate and key that this application shows. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  cert?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  key?: string;
}

/** Who this application is to the brokers; the password comes from MILLRACE_KAFKA_PASSWORD or from a file. */
export class KafkaSaslSettings {
  @IsIn(['scram-sha-512', 'scram-sha-256', 'plain'])
  mechanism: 'scram-sha-512' | 'scram-sha-256' | 'plain' = 'scram-sha-512';

  @IsString()
  @IsNotEmpty()
  username = '';

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  passwordFile?: string;
}

const TOPIC = /^[a-zA-Z0-9._-]{0,120}$/;

/** Where Apache Kafka is, how it is entered, and what its topics are called. */
export class KafkaSettings {
  /** host:port of some brokers. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',').map((broker) => broker.trim()) : value))
  @IsArray()
  @ArrayNotEmpty()
  @Matches(/^[^\s:,]+:\d+$|^\[[0-9a-fA-F:]+\]:\d+$/, { each: true, message: 'brokers are host:port each' })
  brokers: string[] = ['127.0.0.1:9092'];

  @IsString()
  @IsNotEmpty()
  clientId = 'millrace';

  @IsOptional()
  @ValidateNested()
  @Type(() => KafkaTlsSettings)
  ssl?: KafkaTlsSettings;

  @IsOptional()
  @ValidateNested()
  @Type(() => KafkaSaslSettings)
  sasl?: KafkaSaslSettings;

  @IsIn(['none', 'gzip', 'snappy', 'zstd'])
  compression: 'none' | 'gzip' | 'snappy' | 'zstd' = 'none';

  /** What the topic of a log is called: this, then the log's name. */
  @Matches(TOPIC, { message: 'a topic has letters, digits, dots, underscores and dashes' })
  topicPrefix = 'millrace.';

  /** Topics of single logs, by the log's name. */
  @IsObject()
  topics: Readonly<Record<string, string>> = {};

  /** Whether topics that are not there are created. */
  @IsBoolean()
  createTopics = true;

  /** Copies of a created topic; -1: as many as the brokers' default. */
  @IsInt()
  @Min(-1)
  @Max(32_767)
  replicationFactor = -1;

  /** How long a request may take before it counts as failed, milliseconds. */
  @IsInt()
  @Min(100)
  requestTimeoutMs = 10_000;
}
