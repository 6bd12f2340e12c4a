import { join } from 'node:path';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { wallClockUs } from '../platform/clock/index.js';
import { BearerGuard } from './adapters/http/bearer.guard.js';
import { LocalKeyring } from './adapters/keyring/local-keyring.adapter.js';
import { LocalSecretFiles } from './adapters/keyring/secret-files.adapter.js';
import { PostgresAuditTrail } from './adapters/postgres/postgres-audit-trail.adapter.js';
import { PinnedKeys } from './adapters/postgres/pinned-keys.adapter.js';
import { PostgresApiKeys } from './adapters/postgres/postgres-api-keys.adapter.js';
import { AuthenticateBearer } from './application/authenticate-bearer.js';
import { CreateApiKey } from './application/create-api-key.js';
import { EnsureAdminKey } from './application/ensure-admin-key.js';
import { RefuseProtection } from './application/refuse-protection.js';
import { RevokeApiKey } from './application/revoke-api-key.js';
import type { GovernanceConfig } from './governance.config.js';
import { ACCESS_CONTROL } from './ports/access-control.port.js';
import { API_KEY_STORE, type ApiKeyStore } from './ports/api-key-store.port.js';
import { AUDIT_TRAIL } from './ports/audit-trail.port.js';
import { DATA_PROTECTION } from './ports/data-protection.port.js';
import { KEY_VAULT } from './ports/key-vault.port.js';
import { SECRET_FILES, type SecretFiles } from './ports/secret-files.port.js';

/** Who may call, keys, data protection. Needs a `DataSource` that is provided globally, with `governanceMigrations` run. */
@Module({})
export class GovernanceModule {
  static forRoot(config: GovernanceConfig): DynamicModule {
    const offered = providers(config);
    const guard: Provider = { provide: APP_GUARD, useClass: BearerGuard };
    return { module: GovernanceModule, global: true, providers: [...offered, guard], exports: offered };
  }
}

function providers(config: GovernanceConfig): Provider[] {
  const adminKey = { fromEnvironment: config.adminKey, file: join(config.dataDirectory, 'admin.key') };
  return [
    { provide: API_KEY_STORE, useFactory: (dataSource: DataSource) => new PostgresApiKeys(dataSource), inject: [DataSource] },
    { provide: SECRET_FILES, useClass: LocalSecretFiles },
    { provide: ACCESS_CONTROL, useFactory: (store: ApiKeyStore) => new AuthenticateBearer(store), inject: [API_KEY_STORE] },
    {
      provide: KEY_VAULT,
      useFactory: (files: SecretFiles, dataSource: DataSource) =>
        new PinnedKeys(new LocalKeyring(files, { directory: config.dataDirectory, given: { id: config.idKey } }), dataSource),
      inject: [SECRET_FILES, DataSource],
    },
    { provide: DATA_PROTECTION, useClass: RefuseProtection },
    { provide: AUDIT_TRAIL, useFactory: (dataSource: DataSource) => new PostgresAuditTrail(dataSource, wallClockUs()), inject: [DataSource] },
    {
      provide: EnsureAdminKey,
      useFactory: (store: ApiKeyStore, files: SecretFiles) => new EnsureAdminKey(store, files, adminKey),
      inject: [API_KEY_STORE, SECRET_FILES],
    },
    { provide: CreateApiKey, useFactory: (store: ApiKeyStore) => new CreateApiKey(store), inject: [API_KEY_STORE] },
    {
      provide: RevokeApiKey,
      useFactory: (store: ApiKeyStore, access: AuthenticateBearer) => new RevokeApiKey(store, access),
      inject: [API_KEY_STORE, ACCESS_CONTROL],
    },
  ];
}
