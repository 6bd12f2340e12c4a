import { describe, expect, it } from 'vitest';
import { killCampaign } from '../long/kill-campaign.js';
import { missing } from '../long/workspace.js';

const reason = missing();
const ROWS = 60_000;
const KILLS = 4;
/** A third of what the state takes: most keys leave memory and come back. */
const STATE_BYTES = 6 * 1024 * 1024;

describe('a replay under kill -9', () => {
  // Drawn anew each time unless the environment repeats one: the seed is printed, and stands in every fault.
  it.skipIf(reason !== undefined && !process.env['CI'])(
    'says the same, to the byte, as one that nothing disturbs',
    async () => {
      expect(reason).toBeUndefined();
      expect(await killCampaign({ kills: KILLS, rows: ROWS, stateBytes: STATE_BYTES, seed: process.env['MILLRACE_TEST_SEED'] })).toEqual([]);
    },
    300_000,
  );
});
