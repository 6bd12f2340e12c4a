import { fileURLToPath } from 'node:url';

/**
 * One that does the work.
 * @typedef {object} Peer
 * @property {string} title
 * @property {() => Promise<readonly string[]>} command made ready; the arguments of a pass come after it
 */

const script = (/** @type {string} */ name) => fileURLToPath(new URL(`processes/${name}.js`, import.meta.url));

/** @type {Record<string, Peer>} */
export const PEERS = {
  millrace: { title: 'Millrace', command: async () => [process.execPath, script('millrace')] },
  node: { title: 'plain Node', command: async () => [process.execPath, script('node')] },
};
