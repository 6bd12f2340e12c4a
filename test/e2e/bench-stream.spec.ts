import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Report {
  readonly events: number;
  readonly machine: { readonly node: string };
  readonly features: {
    readonly peers: Record<string, { events: number; checksums: string[]; warm: { perCpuSecond: number }; cold: { perSecond: number }; peakBytes: number }>;
    readonly ratios: readonly { of: string; to: string; warmPerCpuSecond: number }[];
  };
  readonly faults: readonly string[];
}

describe('the stream bench', () => {
  let cache: string;
  beforeAll(() => (cache = mkdtempSync(join(tmpdir(), 'millrace-bench-'))));
  afterAll(() => rmSync(cache, { recursive: true, force: true }));

  function run(...args: string[]) {
    const env = { ...process.env, MILLRACE_BENCH_CACHE: cache };
    return spawnSync(process.execPath, ['bench/run.js', 'stream', '--rounds', '1', ...args], { encoding: 'utf8', env });
  }

  it('finds the same vectors in Millrace and in plain Node, and reports all of it', () => {
    const { status, stdout, stderr } = run('--events', '2000', '--peers', 'millrace,node', '--json');
    expect(stderr).not.toContain('FAULT');
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as Report;
    const { peers, ratios } = report.features;
    expect(report).toMatchObject({ events: 2000, machine: { node: process.version }, faults: [] });
    expect(Object.keys(peers)).toEqual(['millrace', 'node']);
    expect(peers.millrace.checksums).toEqual(peers.node.checksums);
    for (const { events, warm, cold, peakBytes } of Object.values(peers)) {
      expect(events).toBe(2000);
      for (const figure of [warm.perCpuSecond, cold.perSecond, peakBytes]) expect(figure).toBeGreaterThan(0);
    }
    expect(ratios).toEqual([expect.objectContaining({ of: 'millrace', to: 'node', warmPerCpuSecond: expect.any(Number) })]);
  });

  it('names the benches and the peers when asked for one that is not there', () => {
    expect(run('--peers', 'esper')).toMatchObject({ status: 2, stderr: expect.stringContaining('millrace, node') });
    expect(spawnSync(process.execPath, ['bench/run.js'], { encoding: 'utf8' })).toMatchObject({ status: 2, stderr: expect.stringContaining('stream') });
  });
});
