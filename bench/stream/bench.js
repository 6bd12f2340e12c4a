import { featureLines } from './page.js';
import { measureFeatures } from './features.js';
import { paymentsFile } from './payments.js';
import { PEERS } from './peers.js';

const USAGE = `    --events 1000000   payments
    --peers LIST       of ${Object.keys(PEERS).join(', ')}
    --rounds 3         of which the median counts`;

/** @type {import('../run.js').Bench} */
export const bench = {
  summary: 'windows over a stream of payments, beside plain Node, Rust and Apache Flink',
  usage: USAGE,
  options: { events: { type: 'string' }, peers: { type: 'string' }, rounds: { type: 'string' } },
  async run(values) {
    const events = whole('events', values['events'] ?? '1000000');
    const rounds = whole('rounds', values['rounds'] ?? '3');
    const peers = chosen(values['peers'] ?? Object.keys(PEERS).join(','));
    const features = await measureFeatures({ file: paymentsFile(events), events, peers, rounds });
    const { faults, ...figures } = features;
    return { title: 'A stream of payments', figures: { events, features: figures }, lines: featureLines(features, events), faults };
  },
};

/**
 * @param {string} name
 * @param {string} text
 */
function whole(name, text) {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} takes a whole number above 0, not ${text}`);
  return Number(text);
}

/** @param {string} list */
function chosen(list) {
  const names = list.split(',');
  for (const name of names) if (!Object.hasOwn(PEERS, name)) throw new Error(`--peers knows ${Object.keys(PEERS).join(', ')}, not ${name}`);
  return names;
}
