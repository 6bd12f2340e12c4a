import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Catch, Controller, type ExceptionFilter, Get, type ArgumentsHost, Req } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MillraceError } from '../../src/definition/index.js';
import {
  CreateApiKey,
  EnsureAdminKey,
  GovernanceModule,
  governanceMigrations,
  KEY_VAULT,
  type KeyVault,
  type Principal,
  Public,
  RevokeApiKey,
} from '../../src/governance/index.js';
import { globalDataSource, openControlPlane, type TestControlPlane } from './control-plane.js';
import { postgresForTests } from './postgres.js';

class Pages {
  who(request: { principal?: Principal }): Principal | undefined {
    return request.principal;
  }
  live(): string {
    return 'yes';
  }
}

class PublicPages {
  page(): string {
    return 'read me';
  }
}

class ErrorCodes implements ExceptionFilter {
  catch(error: MillraceError, host: ArgumentsHost): void {
    const status = error.code === 'unauthenticated' ? 401 : error.kind === 'retryable' ? 503 : 500;
    void host.switchToHttp().getResponse<FastifyReply>().status(status).send({ code: error.code });
  }
}

// Decorators are written as the functions they are: what compiles the tests leaves decorators to src.
Controller()(Pages);
route(Pages, 'who', Get('who'));
Req()(Pages.prototype, 'who', 0);
route(Pages, 'live', Get('live'), Public());
Controller('docs')(PublicPages);
Public()(PublicPages);
route(PublicPages, 'page', Get());
Catch(MillraceError)(ErrorCodes);

function route(controller: { prototype: object }, method: string, ...decorators: MethodDecorator[]): void {
  for (const decorate of decorators)
    decorate(controller.prototype, method, Object.getOwnPropertyDescriptor(controller.prototype, method) as PropertyDescriptor);
}

describe('API keys on PostgreSQL', () => {
  let stopServer: () => Promise<void>;
  let plane: TestControlPlane;
  let dataDir: string;
  const apps: NestFastifyApplication[] = [];

  beforeAll(async () => {
    const server = await postgresForTests();
    stopServer = server.stop;
    plane = await openControlPlane(server.connection, governanceMigrations);
    dataDir = await mkdtemp(join(tmpdir(), 'millrace-'));
  });
  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    await plane?.close();
    await stopServer?.();
    if (dataDir) await rm(dataDir, { recursive: true });
  });

  async function start(adminKey?: string, dataSource: DataSource = plane.dataSource): Promise<NestFastifyApplication> {
    const testing = await Test.createTestingModule({
      imports: [globalDataSource(dataSource), GovernanceModule.forRoot({ dataDirectory: dataDir, adminKey })],
      controllers: [Pages, PublicPages],
    }).compile();
    const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.useGlobalFilters(new ErrorCodes());
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    apps.push(app);
    return app;
  }
  const get = (app: NestFastifyApplication, url: string, authorization?: string) =>
    app.inject({ url, headers: authorization === undefined ? {} : { authorization } });
  const adminToken = async () => (await readFile(join(dataDir, 'admin.key'), 'utf8')).trim();

  it('lets nobody in without a key, but to what is public', async () => {
    const app = await start();
    for (const header of [undefined, 'Bearer', 'Bearer nonsense', 'Basic bm9ib2R5Om5vYm9keQ==', `Bearer mr_12345678901_${'a'.repeat(43)}`]) {
      const refused = await get(app, '/who', header);
      expect([refused.statusCode, refused.json()]).toEqual([401, { code: 'unauthenticated' }]);
    }
    expect((await get(app, '/live')).body).toBe('yes');
    expect((await get(app, '/docs')).body).toBe('read me');
  });

  it('makes the admin key at the first start and takes it at every later one', async () => {
    const app = await start();
    expect(await app.get(EnsureAdminKey).ensure()).toMatchObject({ from: 'file', created: true });
    const token = await adminToken();
    expect((await get(app, '/who', `Bearer ${token}`)).json()).toMatchObject({ name: 'admin' });
    const later = await start();
    expect(await later.get(EnsureAdminKey).ensure()).toMatchObject({ from: 'file', created: false });
    expect((await get(later, '/who', `bearer ${token}`)).statusCode).toBe(200);
  });

  it('takes the key of the environment until the environment gives another', async () => {
    const first = await start('the-first-key-of-all');
    await first.get(EnsureAdminKey).ensure();
    expect((await get(first, '/who', 'Bearer the-first-key-of-all')).statusCode).toBe(200);
    const second = await start('the-second-key-of-all');
    await second.get(EnsureAdminKey).ensure();
    expect((await get(second, '/who', 'Bearer the-first-key-of-all')).statusCode).toBe(401);
    expect((await get(second, '/who', 'Bearer the-second-key-of-all')).statusCode).toBe(200);
    expect((await get(second, '/who', `Bearer ${await adminToken()}`)).statusCode).toBe(200);
  });

  it('refuses a revoked key from the next request on', async () => {
    const app = await start();
    const { id, token } = await app.get(CreateApiKey).run('notebook');
    expect((await get(app, '/who', `Bearer ${token}`)).json()).toEqual({ id, name: 'notebook' });
    await app.get(RevokeApiKey).run(id);
    expect((await get(app, '/who', `Bearer ${token}`)).statusCode).toBe(401);
    await expect(app.get(RevokeApiKey).run(id)).rejects.toMatchObject({ code: 'key_unknown' });
  });

  it('keeps no secret', async () => {
    const app = await start();
    const { token } = await app.get(CreateApiKey).run('secret');
    const rows: Record<string, unknown>[] = await plane.dataSource.query('SELECT * FROM governance.api_key');
    const kept = JSON.stringify(rows.map((row) => ({ ...row, hash: (row.hash as Buffer).toString('latin1') })));
    for (const secret of [token, token.slice(-43), await adminToken(), 'the-second-key-of-all']) expect(kept).not.toContain(secret);
  });

  it('tells a database that is away from a wrong key', async () => {
    const away = new DataSource({ ...plane.dataSource.options });
    await away.initialize();
    const app = await start(undefined, away);
    await away.destroy();
    const answer = await get(app, '/who', `Bearer ${await adminToken()}`);
    expect([answer.statusCode, answer.json()]).toEqual([503, { code: 'access_unavailable' }]);
  });

  it('gives every process of a data folder one id key', async () => {
    const keys = await Promise.all([await start(), await start()].map((app) => app.get<KeyVault>(KEY_VAULT).key('id')));
    expect(keys[0]).toHaveLength(32);
    expect(keys[1]).toEqual(keys[0]);
  });

  it('takes its tables away when the migrations are undone', async () => {
    for (const _ of governanceMigrations) await plane.dataSource.undoLastMigration();
    expect(await plane.dataSource.query(`SELECT 1 FROM pg_namespace WHERE nspname = 'governance'`)).toEqual([]);
    await plane.dataSource.runMigrations();
  });
});
