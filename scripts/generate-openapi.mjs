// npm run openapi: writes contracts/openapi.json, the document of an application with pipelines/card-fraud deployed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './steps.mjs';

await import('./build-if-stale.mjs');
const dist = (/** @type {string} */ file) => import(new URL(`../dist/${file}`, import.meta.url).href);
const [{ startServer }, { loadSettings }, { loadPipeline }] = [
  await dist('server.js'),
  await dist('platform/config/index.js'),
  await dist('cli/load-pipeline.js'),
];

const folder = mkdtempSync(join(tmpdir(), 'millrace-openapi-'));
const settings = loadSettings(undefined, { MILLRACE_DATA_DIR: folder, MILLRACE_HTTP_PORT: '0', MILLRACE_LOG_LEVEL: 'error' });
const server = await startServer(settings, [await loadPipeline(join(root, 'pipelines/card-fraud'))]);
try {
  const answer = await fetch(`${server.url}/docs-json`);
  writeFileSync(join(root, 'contracts/openapi.json'), `${JSON.stringify(await answer.json(), null, 2)}\n`);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
