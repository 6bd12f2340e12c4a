import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { BENCHMARKS } from './workspace.js';

/** @typedef {import('./replay.js').Figures} Figures */
/** @typedef {{ figures: Figures, golden: import('../checker/golden.js').GoldenReport, cores: { sha256: string, count: number }, rows: number | undefined, faults: string[] }} Result */

const MIB = 1024 * 1024;

/**
 * @param {Figures} figures
 * @returns {[string, string][]}
 */
function lines(figures) {
  const { cpuSeconds, peakBytes, records } = figures;
  const perRecord = (/** @type {number} */ seconds) => `${seconds.toFixed(1)} s, ${((seconds * 1e6) / records).toFixed(1)} us a record`;
  const memory = (/** @type {number} */ bytes) => `${Math.round(bytes / MIB)} MiB`;
  return [
    ['records (payments and chargebacks)', String(records)],
    ['wall time, start of `send` to last commit', `${figures.seconds.toFixed(1)} s`],
    ['records a second', figures.recordsPerSecond.toFixed(0)],
    ['first start, database made', `${figures.startSeconds.toFixed(1)} s`],
    ['CPU of the application', perRecord(cpuSeconds.application)],
    ['CPU of PostgreSQL', perRecord(cpuSeconds.postgres)],
    ['CPU of `send`', perRecord(cpuSeconds.send)],
    ['peak memory of the application (resident)', memory(peakBytes.application)],
    ['peak memory of PostgreSQL (proportional)', memory(peakBytes.postgres)],
    ['peak memory of `send` (resident)', memory(peakBytes.send)],
    ['WAL a record', `${figures.walBytesPerRecord.toFixed(0)} bytes`],
    ['database at the end', memory(figures.databaseBytes)],
  ];
}

/** @param {Figures} figures */
export function printTable(figures) {
  const rows = lines(figures);
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) console.log(`${name.padEnd(width)}  ${value}`);
}

/** @param {Result} result */
export function writeReport({ figures, golden, cores, rows, faults }) {
  const command = `npm run test:long -- fraud-run${rows === undefined ? '' : ` --rows ${rows} --write`}`;
  const date = new Date().toISOString().slice(0, 10);
  const machine = { cores: availableParallelism(), memoryGiB: Math.round(totalmem() / 1024 / MIB), node: process.version };
  const { metrics } = golden;
  const text = [
    '# Replay of the card payments',
    '',
    'The payments file of the Fraud Detection Handbook goes through one application on its embedded database: log, 15 features, random forest of 100 trees, ledger, all in durable commits. `send`, application and',
    'database share the processors. Every figure comes from the command below, which fails when a check does.',
    '',
    `${date}: \`${command}\`; ${machine.cores} cores, ${machine.memoryGiB} GiB, Node ${machine.node}.`,
    '',
    '| what | measured |',
    '| --- | --- |',
    ...lines(figures).map(([name, value]) => `| ${name} | ${value} |`),
    '',
    '| check | result |',
    '| --- | --- |',
    `| feature vectors equal, bit for bit, to those computed anew from the file | ${golden.payments} |`,
    ...(golden.goldenRows > 0
      ? [
          `| rows compared with the published features and scores | ${golden.goldenRows}; largest difference ${golden.worstFeature.toExponential(1)} and ${golden.worstScore.toExponential(1)} |`,
        ]
      : []),
    ...(metrics
      ? [
          `| AUC ROC, average precision, card precision@100 over ${metrics.rows} test rows | ${metrics.auc.toFixed(4)}, ${metrics.averagePrecision.toFixed(4)}, ${metrics.cardPrecision.toFixed(4)} (published 0.867, 0.658, 0.287) |`,
        ]
      : []),
    `| SHA-256 over the cores of ${cores.count} predictions | \`${cores.sha256}\` |`,
    `| faults found | ${faults.length} |`,
    '',
  ];
  mkdirSync(BENCHMARKS, { recursive: true });
  writeFileSync(join(BENCHMARKS, 'fraud-run.md'), text.join('\n'));
  writeFileSync(join(BENCHMARKS, 'fraud-run.json'), JSON.stringify({ date, command, machine, figures, golden, cores, faults }, null, 2) + '\n');
  console.log('written: docs/benchmarks/fraud-run.md and fraud-run.json');
}
