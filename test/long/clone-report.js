import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { BENCHMARKS } from './workspace.js';

const GIB = 1024 ** 3;

/**
 * @param {string} head
 * @param {import('./fresh-clone.js').Row[]} rows
 */
export function writeMatrix(head, rows) {
  const date = new Date().toISOString().slice(0, 10);
  const seconds = (/** @type {number} */ value) => (Number.isFinite(value) ? `${value.toFixed(1)} s` : 'not reached');
  const text = [
    '# A fresh clone',
    '',
    'The two commands of the README in a clone: `npm ci`, which also builds, and `npm start`, which makes its database, deploys the example and sends its history. Measured from `npm start` to the first prediction that',
    'the API gives. Then the printed `curl` line is pasted into a shell, Ctrl-C is pressed (nothing may go on running), and `npm start` is called again on the same data. The figures include the load of whatever else ran',
    'on the machine.',
    '',
    `${date}, commit ${head}: \`npm run test:long -- fresh-clone --write\`; ${availableParallelism()} cores, ${Math.round(totalmem() / GIB)} GiB.`,
    '',
    '| user | Node.js | `npm ci` | first prediction | Ctrl-C to end | first prediction of the second start | records at the first and second Ctrl-C | checks |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ cell, version, installSeconds, firstSeconds, stopSeconds, againSeconds, records, faults }) =>
        `| ${cell.user} | ${version} | ${seconds(installSeconds)} | ${seconds(firstSeconds)} | ${seconds(stopSeconds)} | ${seconds(againSeconds)} | ${records.first}, ${records.again} | ${faults.length === 0 ? 'all hold' : `${faults.length} faults`} |`,
    ),
    '',
  ];
  mkdirSync(BENCHMARKS, { recursive: true });
  writeFileSync(join(BENCHMARKS, 'fresh-clone.md'), text.join('\n'));
  console.log('written: docs/benchmarks/fresh-clone.md');
}
