import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type pg from 'pg';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../src/app.module.js';
import { createHttpApp } from '../../src/http-app.js';
import { Settings } from '../../src/platform/config/index.js';
import { type Hints, createPool } from '../../src/platform/database/index.js';
import { type TestControlPlane, openControlPlane } from './control-plane.js';
import { type TestPostgres, postgresForTests } from './postgres.js';

let server: TestPostgres;
let plane: TestControlPlane;
let pool: pg.Pool;
let app: NestFastifyApplication;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-http-'));
  server = await postgresForTests();
  plane = await openControlPlane(server.connection, migrations);
  pool = createPool('url' in server.connection ? { connectionString: server.connection.url } : server.connection);
  const settings = Object.assign(new Settings(), { dataDir: folder });
  const hints = { enabled: false, say: () => undefined, subscribe: () => undefined } as unknown as Hints;
  app = await createHttpApp({ settings, pool, hints, database: plane.dataSource, secrets: {} }, pino({ level: 'silent' }));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterAll(async () => {
  await app.close();
  await pool.end();
  await plane.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

describe('without a key', () => {
  it.each(['/v1/pipelines', '/v1/status', '/v1/status/stream', '/v1/pipelines/p', '/v1/pipelines/p/predictions', '/v1/events/s/producers/p'])(
    'GET %s is refused as a problem',
    async (path) => {
      const response = await request(app.getHttpServer())
        .get(path)
        .expect(401)
        .expect('content-type', /problem\+json/);
      expect(response.headers['www-authenticate']).toBe('Bearer');
      expect(JSON.parse(response.text)).toMatchObject({ status: 401, code: 'unauthenticated' });
    },
  );

  it.each(['/', '/health/live', '/health/startup', '/health/ready', '/metrics', '/docs-json'])('GET %s is open', async (path) => {
    await request(app.getHttpServer()).get(path).expect(200);
  });

  it('an unknown path tells nothing more', async () => {
    const response = await request(app.getHttpServer()).get('/v2/nothing').expect(404);
    expect(JSON.parse(response.text)).toMatchObject({ status: 404 });
  });
});

it('describes itself as OpenAPI 3.1, every /v1 route with its security', async () => {
  const { body } = await request(app.getHttpServer()).get('/docs-json').expect(200);
  expect(body.openapi).toBe('3.1.0');
  const paths = Object.entries(body.paths as Record<string, Record<string, { security?: unknown[] }>>).filter(([path]) => path.startsWith('/v1/'));
  expect(paths.length).toBeGreaterThan(8);
  for (const [path, methods] of paths) for (const method of Object.values(methods)) expect(method.security, path).toEqual([{ bearer: [] }]);
});

it('the page holds no data and lets nothing else run', async () => {
  const response = await request(app.getHttpServer()).get('/').expect(200);
  expect(response.headers['content-security-policy']).toContain("default-src 'none'");
});
