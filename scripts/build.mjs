// npm run build: nest build, and a stamp when it succeeded.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stamp } from './freshness.mjs';
import { root } from './steps.mjs';

const startMs = Date.now();
const { status } = spawnSync(join(root, 'node_modules/.bin/nest'), ['build'], { cwd: root, stdio: 'inherit' });
if (status === 0) stamp(startMs);
process.exitCode = status ?? 1;
