import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

const GIB = 1024 ** 3;

/** What the figures were taken on. */
export function machine() {
  const head = spawnSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8', cwd: new URL('.', import.meta.url) });
  return {
    processors: availableParallelism(),
    model: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / GIB),
    system: `${type()} ${release()}`,
    node: process.version,
    commit: head.status === 0 ? head.stdout.trim() : 'unknown',
    load: loadavg(),
  };
}
