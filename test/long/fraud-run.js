import { checkRun, checkVerify } from './checks.js';
import { stopApplication } from './application.js';
import { printTable, writeReport } from './report.js';
import { replay } from './replay.js';
import { inWorkspace, newDataDir } from './workspace.js';

/** @typedef {import('./workspace.js').Workspace} Workspace */

/**
 * One replay that nothing disturbs, then all checks.
 * @param {Workspace} workspace
 * @param {string} dataDir
 * @param {{ verify?: boolean }} [options]
 */
export async function undisturbedRun(workspace, dataDir, { verify = true } = {}) {
  const { application, figures } = await replay(workspace, dataDir);
  try {
    printTable(figures);
    const result = await checkRun(workspace, dataDir);
    if (verify) result.faults.push(...(await checkVerify(workspace, dataDir)));
    return { ...result, figures };
  } finally {
    await stopApplication(application);
  }
}

/**
 * The whole payments file, or its beginning, through the application.
 * @param {{ rows?: number | undefined, keep?: boolean | undefined, write?: boolean }} options write: put the figures into docs/benchmarks
 * @returns {Promise<string[]>} faults
 */
export async function fraudRun({ rows, keep, write = rows === undefined }) {
  return inWorkspace({ rows, keep }, async (workspace) => {
    const { faults, figures, golden, cores } = await undisturbedRun(workspace, newDataDir(workspace, 'data'));
    if (write) writeReport({ figures, golden, cores, rows, faults });
    return faults;
  });
}
