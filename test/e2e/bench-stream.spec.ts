import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
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

interface Written {
  readonly perSecond: number;
  readonly walBytesPerEvent: number;
}

interface Latencies {
  readonly count: number;
  readonly p50: number;
  readonly p999: number;
}

interface DurableReport {
  readonly durable: { readonly checksum: string; readonly millrace: Written; readonly bare: Written; readonly indexed: Written };
  readonly predictions: { readonly asks: { readonly ms: Latencies }; readonly controlAloneMs: Latencies; readonly paymentsMade: number };
  readonly faults: readonly string[];
}

describe('the stream bench', () => {
  let cache: string;
  beforeAll(() => {
    cache = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
    mkdirSync(join(cache, 'tmp'));
  });
  afterAll(() => rmSync(cache, { recursive: true, force: true }));

  function run(...args: string[]) {
    const env = { ...process.env, MILLRACE_BENCH_CACHE: cache, TMPDIR: join(cache, 'tmp') };
    return spawnSync(process.execPath, ['bench/run.js', 'stream', '--rounds', '1', ...args], { encoding: 'utf8', env });
  }

  it('finds the same vectors in Millrace and in plain Node, and reports all of it', () => {
    const { status, stdout, stderr } = run('--events', '2000', '--peers', 'millrace,node', '--only', 'features', '--json');
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

  it('feeds the whole application, then asks it under load, and leaves nothing behind', () => {
    const load = ['--seconds', '1', '--asks', '20', '--stream', '200'];
    const { status, stdout, stderr } = run('--events', '2000', '--only', 'durable,predictions', ...load, '--json');
    expect(stderr).not.toContain('FAULT');
    expect(status).toBe(0);
    const { durable, predictions, faults } = JSON.parse(stdout) as DurableReport;
    expect(faults).toEqual([]);
    for (const { perSecond } of [durable.millrace, durable.bare, durable.indexed]) expect(perSecond).toBeGreaterThan(0);
    // What the application writes holds those rows, and more.
    expect(durable.millrace.walBytesPerEvent).toBeGreaterThan(durable.bare.walBytesPerEvent);
    expect(durable.indexed.walBytesPerEvent).toBeGreaterThan(durable.bare.walBytesPerEvent);
    expect(predictions.asks.ms.count).toBe(20);
    expect(predictions.asks.ms.p999).toBeGreaterThanOrEqual(predictions.asks.ms.p50);
    expect(predictions.paymentsMade).toBe(2 * (20 + 200));
    expect(readdirSync(join(cache, 'tmp')).filter((name) => name.startsWith('millrace-'))).toEqual([]);
  });

  it('runs over many keys', () => {
    const { status, stdout } = run('--events', '5000', '--keys', '--json');
    expect(status).toBe(0);
    const { runs } = (JSON.parse(stdout) as { keys: { runs: Record<string, { events: number; peakBytes: number; samples: unknown[] }> } }).keys;
    expect(Object.keys(runs)).toEqual(['uniform', 'zipf']);
    for (const { events, peakBytes, samples } of Object.values(runs)) {
      expect(events).toBe(5000);
      expect(peakBytes).toBeGreaterThan(0);
      expect(samples.length).toBeGreaterThan(0);
    }
  });

  it('names the benches and the peers when asked for one that is not there', () => {
    expect(run('--peers', 'esper')).toMatchObject({ status: 2, stderr: expect.stringContaining('millrace, node') });
    expect(spawnSync(process.execPath, ['bench/run.js'], { encoding: 'utf8' })).toMatchObject({ status: 2, stderr: expect.stringContaining('stream') });
  });
});
