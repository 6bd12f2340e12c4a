import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { type Client, credentials, loadPackageDefinition, makeGenericClientConstructor, status } from '@grpc/grpc-js';
import { service as healthDefinition } from 'grpc-health-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESCRIPTORS, writeDescriptors } from '../../../scripts/proto-descriptors.mjs';
import { GRPC_PACKAGES, pythonWith } from '../../../scripts/python-env.mjs';
import { type Json, type TestApp, payment, startApp } from '../app.js';
import { GRPC_KEY, type MillraceClient, failure, json, keyed, predict } from './client.js';
import { definitionOf, reflect } from './reflect.js';

const SERVICES = ['grpc.health.v1.Health', 'millrace.v1.Millrace'];
const PYTHON_MS = 300_000;

let app: TestApp;
let address: string;
beforeAll(async () => {
  app = await startApp();
  address = app.server.grpc ?? '';
});
afterAll(() => app?.stop());

describe('reflection', () => {
  it.each(['v1', 'v1alpha'] as const)('%s is whole: a client made of nothing else gets a prediction', async (version) => {
    const { listServicesResponse } = await reflect(address, version, { listServices: '*' });
    expect(listServicesResponse?.service.map(({ name }) => name).toSorted()).toEqual(SERVICES);
    const options = { keepCase: true, longs: Number, oneofs: true, defaults: true };
    const loaded = loadPackageDefinition(await definitionOf(address, version, 'millrace.v1.Millrace', options));
    const { millrace } = loaded as unknown as { millrace: { v1: { Millrace: new (at: string, security: unknown) => MillraceClient } } };
    const client = new millrace.v1.Millrace(address, credentials.createInsecure());
    const prediction = await predict(client, { pipeline: 'card-fraud', ...json(payment(`reflected-${version}`)) });
    expect(prediction).toMatchObject({ event_id: `reflected-${version}`, decision: 'pass', _decision: 'decision' });
    // protobufjs makes no map of a descriptor's entries; that they are a map is seen in Python.
    expect(prediction.features).toContainEqual({ key: 'amount', value: 57.16 });
    client.close();
  });

  it(
    'tells what the compiler makes of the contract now',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'millrace-proto-'));
      try {
        writeDescriptors(join(folder, 'now.binpb'));
        expect(readFileSync(join(folder, 'now.binpb')).equals(readFileSync(DESCRIPTORS)), 'run: node scripts/proto-descriptors.mjs').toBe(true);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    PYTHON_MS,
  );
});

describe('health', () => {
  const Health = makeGenericClientConstructor(healthDefinition, 'Health');
  const check = (client: Client, service: string): Promise<Json> =>
    new Promise((done, fail) =>
      (client as unknown as { check(request: object, answer: (error: Error | null, told: Json) => void): void }).check({ service }, (error, told) =>
        error ? fail(error) : done(told),
      ),
    );

  it('is open, for the whole and for each service', async () => {
    const client = new Health(address, credentials.createInsecure());
    expect(await check(client, '')).toEqual({ status: 'SERVING' });
    expect(await check(client, 'millrace.v1.Millrace')).toEqual({ status: 'SERVING' });
    expect((await failure(check(client, 'millrace.v2.Nothing'))).code).toBe(status.NOT_FOUND);
    client.close();
  });

  it('follows readiness: a watcher hears of the end before it comes', async () => {
    const other = await startApp();
    const client = new Health(other.server.grpc ?? '', credentials.createInsecure());
    const call = (client as unknown as { watch(request: object): AsyncIterable<Json> }).watch({ service: '' });
    const heard: unknown[] = [];
    let stopped: Promise<void> | undefined;
    for await (const told of call) {
      heard.push(told['status']);
      if (told['status'] === 'SERVING') stopped = other.stop();
    }
    expect(heard.slice(-2)).toEqual(['SERVING', 'NOT_SERVING']);
    await stopped;
    client.close();
  });
});

describe('a client in Python', () => {
  it(
    'reflects, predicts, sends, is refused and reads the details, with the libraries of others',
    async () => {
      const python = pythonWith('grpc', GRPC_PACKAGES);
      const program = join(import.meta.dirname, 'python-client.py');
      const { stdout } = await promisify(execFile)(python, [program, address, GRPC_KEY], { timeout: PYTHON_MS });
      expect(JSON.parse(stdout)).toEqual({
        services: SERVICES,
        health: ['SERVING', 'SERVING'],
        optional: true,
        prediction: { event_id: 'python-0', decision: 'pass', features: 15, amount: 57.16, degraded: false },
        streamed: Array.from({ length: 20 }, (_, n) => `python-${n}`).toSorted(),
        sent: { accepted: 100, refused: [['malformed', 101]] },
        refused: { code: 'INVALID_ARGUMENT', reason: 'SCHEMA', domain: 'millrace.dev', fields: ['/amount'] },
        stranger: 'UNAUTHENTICATED',
        unknown: 'UNIMPLEMENTED',
      });
    },
    PYTHON_MS,
  );
});

describe('a port in use', () => {
  it('is told at the start, with the setting that changes it', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    try {
      await expect(startApp({ yaml: `grpc: { port: ${port} }` })).rejects.toMatchObject({
        code: 'grpc_port',
        message: expect.stringMatching(new RegExp(`${port} of 127.0.0.1 is in use: set MILLRACE_GRPC_PORT`)),
      });
    } finally {
      taken.close();
    }
  });

  it('does not matter where gRPC is switched off, and the data folder tells the address where it is on', async () => {
    expect(JSON.parse(readFileSync(join(app.dataDir, 'server.json'), 'utf8'))).toMatchObject({ url: app.server.url, grpc: address });
    const without = await startApp({ yaml: 'grpc: { enabled: false }' });
    expect(without.server.grpc).toBeUndefined();
    await without.stop();
    expect(keyed().get('authorization')).toEqual([`Bearer ${GRPC_KEY}`]);
  });
});
