import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';

/** @typedef {{ brokers: string, prefix: string }} KafkaPlace */

/**
 * Reads a log's topic from its first record to its last with a consumer, which is not how the application reads it.
 * @param {KafkaPlace} place
 * @param {string} log
 * @returns {Promise<{ count: number, first: number, last: number, positions: number, next: number }>}
 */
export async function countTopic({ brokers, prefix }, log) {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const topic = prefix + log.replace('@', '.');
  const admin = kafka.admin();
  await admin.connect();
  const [{ high }] = await admin.fetchTopicOffsets(topic);
  const next = Number(high);
  const groupId = `checker-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  /** @type {number[]} */
  const offsets = [];
  try {
    if (next > 0) {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await new Promise((resolve, reject) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        const eachBatch = async (/** @type {import('kafkajs').EachBatchPayload} */ { batch }) => {
          for (const { offset } of batch.messages) offsets.push(Number(offset));
          if (Number(batch.lastOffset()) >= next - 1) resolve(undefined);
        };
        consumer.run({ eachBatch, autoCommit: false }).catch(reject);
      });
    }
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect();
  }
  return { count: offsets.length, first: offsets[0] ?? 0, last: offsets.at(-1) ?? -1, positions: new Set(offsets).size, next };
}
