import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Logger } from '@nestjs/common';
import kafkajs, { type CompressionTypes, type Kafka, type KafkaConfig, type SASLOptions } from 'kafkajs';
import { MillraceError } from '../../../definition/index.js';
import type { KafkaSettings } from '../../../platform/config/index.js';

const RETRY = { retries: 4, initialRetryTime: 100, maxRetryTime: 1000 };
const CONNECT_MS = 3_000;
const METADATA_AGE_MS = 60_000;
const READ_COMMITTED = 1;

/** A message as a broker gives it. */
export interface FetchedMessage {
  readonly offset: string;
  /** Milliseconds since 1970. */
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;
  readonly isControlRecord: boolean;
}

/** The part of the library below its consumer that reads where it is told, without a group. */
export interface FetchBroker {
  fetch(request: {
    maxWaitTime: number;
    minBytes: number;
    maxBytes: number;
    isolationLevel: number;
    topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
  }): Promise<{ responses: { partitions: FetchedPartition[] }[] }>;
}

export interface FetchedPartition {
  readonly partition: number;
  readonly lastStableOffset: string;
  readonly abortedTransactions: { producerId: string; firstOffset: string }[];
  readonly messages: FetchedMessage[];
}

export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  isConnected(): boolean;
  addTargetTopic(topic: string): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
  findTopicPartitionMetadata(topic: string): { partitionId: number; leader: number; replicas: number[] }[];
  findBroker(node: { nodeId: number }): Promise<FetchBroker>;
  fetchTopicsOffset(
    topics: { topic: string; partitions: { partition: number }[]; fromBeginning: boolean }[],
  ): Promise<{ partitions: { partition: number; offset: string }[] }[]>;
}

export interface KafkaClient {
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
  readonly compression: CompressionTypes;
  /** A connection of its own to the cluster: a request that waits there holds up no other. */
  cluster(): Cluster;
}

/** Opens nothing yet. Errors (fatal): `kafka_settings` when a file cannot be read or a codec is not at hand. */
export function createKafkaClient(settings: KafkaSettings, password: string | undefined): KafkaClient {
  restQueues();
  const logger = new Logger('kafka');
  const kafka = new kafkajs.Kafka({
    ...{ clientId: settings.clientId, brokers: settings.brokers, retry: RETRY, connectionTimeout: CONNECT_MS, requestTimeout: settings.requestTimeoutMs },
    ...tlsOf(settings),
    ...saslOf(settings, password),
    logLevel: kafkajs.logLevel.WARN,
    // What matters reaches the caller as an error; the library's own words are for those who look closely.
    logCreator:
      () =>
      ({ log }) =>
        logger.debug(log.message),
  });
  return { kafka, settings, compression: compressionOf(settings), cluster: () => clusterOf(kafka) };
}

function tlsOf({ ssl }: KafkaSettings): Pick<KafkaConfig, 'ssl'> {
  if (!ssl?.enabled) return {};
  const read = (name: string, file: string | undefined) => (file === undefined ? {} : { [name]: readText(`kafka.ssl.${name}`, file) });
  return { ssl: { ...read('ca', ssl.ca), ...read('cert', ssl.cert), ...read('key', ssl.key) } };
}

function saslOf({ sasl }: KafkaSettings, given: string | undefined): Pick<KafkaConfig, 'sasl'> {
  if (!sasl) return {};
  const password = sasl.passwordFile === undefined ? given : readText('kafka.sasl.passwordFile', sasl.passwordFile).trimEnd();
  if (!password)
    throw new MillraceError('kafka_settings', 'fatal', 'kafka.sasl needs a password: set MILLRACE_KAFKA_PASSWORD, or kafka.sasl.passwordFile in millrace.yaml');
  return { sasl: { mechanism: sasl.mechanism, username: sasl.username, password } as SASLOptions };
}

function readText(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new MillraceError('kafka_settings', 'fatal', `${setting}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`, {
      cause: error,
    });
  }
}

function compressionOf({ compression }: KafkaSettings): CompressionTypes {
  if (compression === 'none') return kafkajs.CompressionTypes.None;
  if (compression === 'gzip') return kafkajs.CompressionTypes.GZIP;
  throw new MillraceError('kafka_settings', 'fatal', `kafka.compression: there is no codec for ${compression} here: use gzip or none`);
}

/** The library keeps what makes a cluster to itself; its version is pinned, and a test looks that it is there. */
function clusterOf(kafka: Kafka): Cluster {
  const symbol = Object.getOwnPropertySymbols(kafka).find(({ description }) => description === 'private:Kafka:createCluster');
  if (!symbol) throw new MillraceError('kafka_settings', 'fatal', 'this version of kafkajs is not the one that Millrace was made for');
  const make = (kafka as unknown as Record<symbol, (options: object) => Cluster>)[symbol];
  return make({ metadataMaxAge: METADATA_AGE_MS, allowAutoTopicCreation: false, isolationLevel: READ_COMMITTED });
}

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

let resting = false;

/** A queue of the library with nothing pending wakes up a thousand times a second for ever: 2 % of a processor for each connection. */
function restQueues(): void {
  if (resting) return;
  resting = true;
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as { prototype: RequestQueue };
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
}
