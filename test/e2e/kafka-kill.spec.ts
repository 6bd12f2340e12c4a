import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { kafkaForTests } from '../kafka/shared-broker.js';
import { killCampaign } from '../long/kill-campaign.js';
import { missing } from '../long/workspace.js';

const reason = missing();
const ROWS = 60_000;
const KILLS = 3;

describe('a replay through Apache Kafka under kill -9', () => {
  it.skipIf(reason !== undefined && !process.env['CI'])(
    'says the same, to the byte, as one through PostgreSQL that nothing disturbs',
    async () => {
      expect(reason).toBeUndefined();
      const { plain } = await kafkaForTests();
      const kafka = { brokers: plain, prefix: `test-${randomBytes(4).toString('hex')}.` };
      expect(await killCampaign({ kills: KILLS, rows: ROWS, seed: process.env['MILLRACE_TEST_SEED'], kafka })).toEqual([]);
    },
    600_000,
  );
});
