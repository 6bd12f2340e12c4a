import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Test, type TestingModule } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InferenceModule, inferenceMigrations, MODEL_REGISTRY, type ModelRegistry, MODELS, type Models } from '../../src/inference/index.js';
import { PostgresModelStore } from '../../src/inference/adapters/postgres/postgres-model-store.adapter.js';
import { globalDataSource, openControlPlane, type TestControlPlane } from './control-plane.js';
import { postgresForTests } from './postgres.js';

const example = readFileSync(new URL('../../pipelines/card-fraud/card-fraud.onnx', import.meta.url));
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the model registry on PostgreSQL', () => {
  let stopServer: () => Promise<void>;
  let plane: TestControlPlane;
  const apps: TestingModule[] = [];

  beforeAll(async () => {
    const server = await postgresForTests();
    stopServer = server.stop;
    plane = await openControlPlane(server.connection, inferenceMigrations);
  });
  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    await plane?.close();
    await stopServer?.();
  });

  async function start(): Promise<{ registry: ModelRegistry; models: Models }> {
    const app = await Test.createTestingModule({ imports: [globalDataSource(plane.dataSource), InferenceModule.forRoot()] }).compile();
    apps.push(app);
    return { registry: app.get<ModelRegistry>(MODEL_REGISTRY), models: app.get<Models>(MODELS) };
  }

  it('gives the same bytes one version, also when they come at once', async () => {
    const { registry } = await start();
    const versions = await Promise.all(Array.from({ length: 6 }, () => registry.register({ name: 'card-fraud', bytes: example })));
    expect(new Set(versions.map(({ version }) => version))).toEqual(new Set([1]));
    expect(versions[0]).toMatchObject({ name: 'card-fraud', digest: digestOf(example), format: 'onnx', sizeBytes: example.length });
    expect(versions[0].createdAt).toBeInstanceOf(Date);
    expect(await registry.resolve('card-fraud')).toEqual(versions[0]);
  });

  it('serves a process that knows nothing but the database', async () => {
    const { models } = await start();
    const loaded = await models.load({ name: 'card-fraud', width: 15, outputs: ['probabilities'] });
    expect(loaded).toMatchObject({ version: 1, digest: digestOf(example), inputs: { name: 'features', width: 15 }, batchInvariant: true });
    const rows = new Float64Array(30);
    rows.set([40, 0, 0, 2, 40, 14, 40, 60, 40, 1, 0, 7, 0, 30, 0]);
    rows.set([300, 0, 0, 2, 40, 14, 40, 60, 40, 1, 0, 7, 0, 30, 0], 15);
    const { probabilities } = structuredClone(await models.score(loaded.handle, structuredClone(rows), 15));
    expect(probabilities.width).toBe(2);
    expect(probabilities.data[1]).toBeLessThan(0.1);
    expect(probabilities.data[3]).toBeGreaterThan(0.5);
  });

  it('refuses what it does not have, with the nearest name', async () => {
    const { registry } = await start();
    await expect(registry.resolve('card-frod')).rejects.toMatchObject({
      code: 'model_unknown',
      message: expect.stringContaining('did you mean "card-fraud"?'),
    });
    await expect(registry.resolve('card-fraud', 7)).rejects.toMatchObject({ code: 'model_unknown' });
  });

  it('numbers versions without a gap, however many come at once, and reads every byte back', async () => {
    const store = new PostgresModelStore(plane.dataSource);
    const artifacts = [1, 8 * 1024 * 1024, 8 * 1024 * 1024 + 1, 20_000_000].map((size) => randomBytes(size));
    const added = await Promise.all(artifacts.map((bytes) => store.add({ format: 'onnx' as const, name: 'large', digest: digestOf(bytes), bytes })));
    expect(added.map(({ version }) => version).toSorted()).toEqual([1, 2, 3, 4]);
    for (const [i, version] of added.entries()) expect((await store.artifact(version)).equals(artifacts[i])).toBe(true);
    expect((await store.version('large'))?.version).toBe(4);
    expect((await store.newest()).map(({ name, version }) => [name, version])).toEqual([
      ['card-fraud', 1],
      ['large', 4],
    ]);
    expect((await store.versions('large')).map(({ version }) => version)).toEqual([4, 3, 2, 1]);
  });

  it('does not load bytes that were changed in the database', async () => {
    const { registry, models } = await start();
    await registry.register({ name: 'changed', bytes: example });
    await plane.dataSource.query(
      `UPDATE inference.model_version SET artifact = set_byte(artifact, 5000, 255 - get_byte(artifact, 5000)) WHERE name = 'changed'`,
    );
    await expect(models.load({ name: 'changed', width: 15, outputs: ['probabilities'] })).rejects.toMatchObject({
      code: 'model_digest_mismatch',
      kind: 'fatal',
    });
  });

  it('takes its tables away when the migrations are undone', async () => {
    for (const _ of inferenceMigrations) await plane.dataSource.undoLastMigration();
    expect(await plane.dataSource.query(`SELECT 1 FROM pg_namespace WHERE nspname = 'inference'`)).toEqual([]);
    await plane.dataSource.runMigrations();
  });
});
