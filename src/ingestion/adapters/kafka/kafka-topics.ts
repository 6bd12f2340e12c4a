import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import kafkajs, { type Admin } from 'kafkajs';
import { MillraceError } from '../../../definition/index.js';
import type { KafkaSettings } from '../../../platform/config/index.js';
import type { KafkaClient } from './kafka-client.js';
import { kafkaError, protocolErrorOf } from './kafka-errors.js';
import { OVERHEAD_BYTES } from './kafka-records.js';

const FOR_EVER = '-1';
const SMALLEST_MAX_BYTES = 2 * 1024 * 1024;
/** A batch has a head of its own. */
const BATCH_BYTES = 1024;
const KNOWN_WITHIN_MS = 10_000;
const POLL_MS = 50;

/** What is known of a topic that keeps a log. */
export interface LogTopic {
  readonly name: string;
  readonly partitions: number;
  /** Most bytes of one request to it. */
  readonly maxBytes: number;
}

type Configs = ReadonlyMap<string, string>;

/** A log's topic. A dot stands between the source and the name of a run: a source has none. */
export function topicName({ topics, topicPrefix }: KafkaSettings, log: string): string {
  return topics[log] ?? topicPrefix + log.replace('@', '.');
}

/**
 * Creates the topic of a log where that is allowed, and checks that it can keep one.
 * Errors: `kafka_topic` (fatal) with what to change; `log_unavailable` and its kin (retryable).
 */
export async function openTopic(client: KafkaClient, topic: string, eventLimitBytes: number): Promise<LogTopic> {
  const admin = client.kafka.admin();
  const needed = eventLimitBytes + OVERHEAD_BYTES + BATCH_BYTES;
  try {
    await admin.connect();
    const partitions = (await partitionsOf(admin, topic)) ?? (await create(admin, client.settings, topic, needed));
    const configs = await configsOf(admin, topic);
    check(topic, partitions, configs, needed);
    const told = Number(configs?.get('max.message.bytes') ?? needed);
    return { name: topic, partitions: partitions.length, maxBytes: told - BATCH_BYTES };
  } catch (error) {
    throw kafkaError(error, client.settings, { operation: 'Describe', topic });
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** Replicas of each partition; undefined where there is no such topic. */
async function partitionsOf(admin: Admin, topic: string): Promise<number[] | undefined> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0].partitions.map(({ replicas }) => replicas.length);
  } catch (error) {
    if (protocolErrorOf(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return undefined;
    throw error;
  }
}

async function create(admin: Admin, settings: KafkaSettings, topic: string, needed: number): Promise<number[]> {
  if (!settings.createTopics)
    throw new MillraceError('kafka_topic', 'fatal', `there is no topic "${topic}": create it with one partition, or allow it with kafka.createTopics: true`);
  const configEntries = Object.entries({
    'cleanup.policy': 'delete',
    'retention.ms': FOR_EVER,
    'retention.bytes': FOR_EVER,
    'max.message.bytes': String(Math.max(SMALLEST_MAX_BYTES, needed)),
  }).map(([name, value]) => ({ name, value }));
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: settings.replicationFactor, configEntries }], waitForLeaders: true });
  } catch (error) {
    const failures = (error as { errors?: unknown[] }).errors ?? [error];
    if (!failures.every((failure) => protocolErrorOf(failure) === 'TOPIC_ALREADY_EXISTS'))
      throw kafkaError(failures[0], settings, { operation: 'Create', topic });
  }
  // Brokers learn of a new topic one after the other.
  for (const end = performance.now() + KNOWN_WITHIN_MS; performance.now() < end; await sleep(POLL_MS)) {
    const partitions = await partitionsOf(admin, topic);
    if (partitions && partitions.length > 0) return partitions;
  }
  throw new MillraceError('log_unavailable', 'retryable', `the topic "${topic}" was created, but the brokers do not know it yet`);
}

/** Undefined where this application may not ask. */
async function configsOf(admin: Admin, topic: string): Promise<Configs | undefined> {
  const configNames = ['cleanup.policy', 'retention.ms', 'retention.bytes', 'max.message.bytes', 'min.insync.replicas'];
  try {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames }],
    });
    return new Map(resources[0].configEntries.map(({ configName, configValue }) => [configName, configValue]));
  } catch (error) {
    if (protocolErrorOf(error)?.endsWith('_AUTHORIZATION_FAILED') !== true) throw error;
    new Logger('kafka').warn(`the settings of the topic "${topic}" are not checked: allow the operation DescribeConfigs on it`);
    return undefined;
  }
}

function check(topic: string, partitions: readonly number[], configs: Configs | undefined, needed: number): void {
  const refuse = (message: string) => {
    throw new MillraceError('kafka_topic', 'fatal', `the topic "${topic}" cannot keep a log: ${message}`);
  };
  if (partitions.length !== 1) refuse(`it has ${partitions.length} partitions, and the order of a log is that of one: create another with one partition`);
  if (!configs) return;
  if (configs.get('cleanup.policy')?.includes('compact')) refuse('it is compacted, which takes records out: set cleanup.policy=delete');
  if (Number(configs.get('max.message.bytes')) < needed)
    refuse(`max.message.bytes is ${configs.get('max.message.bytes')}, an event needs up to ${needed}: raise it, or lower limits.eventBytes`);
  const [replicas, inSync] = [partitions[0], Number(configs.get('min.insync.replicas'))];
  if (inSync > replicas) refuse(`min.insync.replicas is ${inSync}, but it has ${replicas} replicas: nothing could ever be written`);
  const logger = new Logger('kafka');
  if (replicas > 1 && inSync < 2)
    logger.warn(`the topic "${topic}" has ${replicas} replicas, but min.insync.replicas is ${inSync}: one broker that is lost may take events with it`);
  for (const name of ['retention.ms', 'retention.bytes'])
    if (configs.get(name) !== FOR_EVER)
      logger.warn(
        `the topic "${topic}" forgets records (${name}=${configs.get(name)}): predictions before that cannot be explained, nor trained on; ${name}=-1 keeps them`,
      );
}
