// Holds contracts/proto against the state that was published last, and takes additions over; refuses what would break a client.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { breaks, shapeOfFolder } from './proto-shape.mjs';
import { root } from './steps.mjs';

/** @import { Shape } from './proto-shape.mjs' */

const FOLDER = join(root, 'contracts/proto');
const BASELINE = join(FOLDER, 'baseline.json');

/** @returns {Shape} */
export const baseline = () => JSON.parse(readFileSync(BASELINE, 'utf8'));
export const contract = () => shapeOfFolder(FOLDER);

if (process.argv[1] === import.meta.filename) {
  const faults = existsSync(BASELINE) ? breaks(baseline(), contract()) : [];
  for (const fault of faults) console.error(`breaks clients: ${fault}`);
  if (faults.length === 0) writeFileSync(BASELINE, `${JSON.stringify(contract(), undefined, 2)}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
