import { parseArgs } from 'node:util';
import { cutOver } from './cut-over.js';
import { fraudRun } from './fraud-run.js';
import { freshClone } from './fresh-clone.js';
import { killCampaign } from './kill-campaign.js';
import { oracleCampaign } from './oracle.js';
import { stateCampaign } from './state.js';
import { missing } from './workspace.js';

const USAGE = `npm run test:long -- NAME [options]
  fraud-run       replay of all card payments, with figures and checks
    --rows N      only the first N payments; --write puts their figures into docs/benchmarks too
  kill-campaign   the same replay under kill -9, compared with one that nothing disturbs
    --kills 20    how often
    --seed TEXT   which moments (default: drawn, and printed)
    --rows N      only the first N payments
  cut-over        changed features deployed again and again under load: the longest wait for a prediction; then under kill -9
    --times 20    how often; --kills 5 after that; --rows 60000 payments of history
  fresh-clone     npm ci and npm start in a clone of HEAD, as root and another user, on this Node.js and on 24
    --only TEXT   only the rows with this in their name, such as "root, Node 20"; --write puts the figures into docs/benchmarks
  oracle          features against a naive oracle on random pipelines, logs and lives of a lane
    --cases N     how many (default: 100000); each is drawn from its seed, counted from the first
    --seed N      the first one (default: drawn, and printed)
  state           many keys under a bound of the state, images in an embedded PostgreSQL: memory, throughput beside few keys, the same vectors
    --events N    how many (default: 10000000); --keys 1000000, --state-bytes 536870912
  --keep          leave the folders of the run behind
Exit code 0 when all checks hold, 1 when one fails, 2 when the run itself cannot go on.`;

/** @typedef {{ rows?: number | undefined, kills?: number, times?: number, cases?: number, seed?: string | undefined, events?: number, keys?: number, stateBytes?: number, only?: string | undefined, keep?: boolean | undefined, write?: boolean }} Options */
/** @type {Record<string, (options: Options) => Promise<string[]>>} */
const CAMPAIGNS = {
  'fraud-run': fraudRun,
  'kill-campaign': killCampaign,
  'cut-over': cutOver,
  'fresh-clone': freshClone,
  oracle: oracleCampaign,
  state: stateCampaign,
};

/** Those that need no data. */
const ON_NOTHING = new Set([freshClone, cutOver, oracleCampaign, stateCampaign]);

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rows: { type: 'string' },
      kills: { type: 'string' },
      times: { type: 'string' },
      cases: { type: 'string' },
      events: { type: 'string' },
      keys: { type: 'string' },
      'state-bytes': { type: 'string' },
      seed: { type: 'string' },
      only: { type: 'string' },
      keep: { type: 'boolean' },
      write: { type: 'boolean' },
    },
  });
  const campaign = Object.hasOwn(CAMPAIGNS, positionals[0] ?? '') ? CAMPAIGNS[positionals[0]] : undefined;
  if (!campaign || positionals.length !== 1) throw new Error(USAGE);
  const reason = ON_NOTHING.has(campaign) ? undefined : missing();
  if (reason) throw new Error(reason);
  const { rows, kills, times, cases, events, keys, 'state-bytes': stateBytes, ...others } = values;
  const faults = await campaign({
    ...others,
    rows: rows === undefined ? undefined : whole('rows', rows),
    ...(times === undefined ? {} : { times: whole('times', times) }),
    ...(events === undefined ? {} : { events: whole('events', events) }),
    ...(keys === undefined ? {} : { keys: whole('keys', keys) }),
    ...(stateBytes === undefined ? {} : { stateBytes: whole('state-bytes', stateBytes) }),
    ...(cases === undefined ? {} : { cases: whole('cases', cases) }),
    ...(kills === undefined ? {} : { kills: whole('kills', kills) }),
  });
  for (const fault of faults) console.error(`FAULT: ${fault}`);
  console.log(faults.length === 0 ? `${positionals[0]}: all checks hold` : `${positionals[0]}: ${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

/**
 * @param {string} name
 * @param {string} text
 */
function whole(name, text) {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} takes a whole number above 0, not ${text}`);
  return Number(text);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(2));

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
