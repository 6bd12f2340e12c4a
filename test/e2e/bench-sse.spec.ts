import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MIB = 1024 * 1024;
const SOCKETS = 40;
const EVENTS = 8000;

interface Reader {
  readonly predictions: number;
  readonly first: number;
  readonly last: number;
  readonly faults: readonly string[];
}

interface Report {
  readonly faults: readonly string[];
  readonly without: { readonly peakBytes: number; readonly p99Ms: number };
  readonly with: { readonly peakBytes: number; readonly p99Ms: number };
  readonly phases: readonly {
    readonly readers: boolean;
    readonly seen: { readonly paymentsMade: number };
    readonly memory: readonly { readonly residentBytes: number; readonly kernelBytes: number }[];
    readonly slow?: { readonly taken: readonly { readonly bytes: number; readonly ended: boolean }[] };
    readonly checked?: readonly Reader[];
  }[];
}

describe('the bench of slow readers', () => {
  let cache: string;
  beforeAll(() => {
    cache = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
    mkdirSync(join(cache, 'tmp'));
  });
  afterAll(() => rmSync(cache, { recursive: true, force: true }));

  it('gives sockets that take a kilobyte a second every prediction, in bounded memory', () => {
    const env = { ...process.env, MILLRACE_BENCH_CACHE: cache, TMPDIR: join(cache, 'tmp') };
    const sizes = ['--sockets', SOCKETS, '--seconds', 2, '--rounds', 1, '--asks', 50, '--stream', EVENTS / 2, '--history', 500].map(String);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['bench/run.js', 'sse', ...sizes, '--json'], { encoding: 'utf8', env });
    expect(stderr).not.toContain('FAULT');
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expect(report.phases.map(({ readers }) => readers)).toEqual([false, true]);
    const [, { slow, checked = [], seen, memory }] = report.phases;
    expect(slow?.taken.length).toBe(SOCKETS);
    // Some megabytes a socket lie with the kernel; what the readers were not given by then lies in the database.
    const sent = Math.max(...memory.map(({ kernelBytes }) => kernelBytes));
    expect(sent).toBeGreaterThan(SOCKETS * 100_000);
    for (const { bytes, ended } of slow?.taken ?? []) expect([bytes < 400_000, ended]).toEqual([true, false]);
    expect(report.with.peakBytes).toBeLessThan(report.without.peakBytes + 300 * MIB);
    expect(checked.length).toBe(5);
    for (const { predictions, first, last, faults } of checked)
      expect({ faults, predictions, dense: last - first + 1 }).toEqual({ faults: [], predictions: seen.paymentsMade, dense: seen.paymentsMade });
    expect(readdirSync(join(cache, 'tmp')).filter((name) => name.startsWith('millrace-'))).toEqual([]);
  });
});
