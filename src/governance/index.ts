import { ApiKeys1764000000000 } from './adapters/postgres/migrations/1764000000000-api-keys.js';
import { Audit1764000005000 } from './adapters/postgres/migrations/1764000005000-audit.js';

export { bearerInterceptor } from './adapters/grpc/bearer.interceptor.js';
export { Caller } from './adapters/http/caller.decorator.js';
export { Public } from './adapters/http/public.decorator.js';
export { type AuditReport, verifyAudit } from './adapters/postgres/verify-audit.js';
export { CreateApiKey } from './application/create-api-key.js';
export { type AdminKey, EnsureAdminKey } from './application/ensure-admin-key.js';
export { RevokeApiKey } from './application/revoke-api-key.js';
export { bearerToken } from './domain/bearer.js';
export { CborWriter } from './domain/cbor.js';
export { type CommitFacts, genesisHead, HASH_BYTES, leafHash, type Seal, seal } from './domain/ledger.js';
export type { GovernanceConfig } from './governance.config.js';
export { GovernanceModule } from './governance.module.js';
export { ACCESS_CONTROL, type AccessControl, type Principal } from './ports/access-control.port.js';
export { AUDIT_TRAIL, type AuditTrail } from './ports/audit-trail.port.js';
export { DATA_PROTECTION, type DataProtection } from './ports/data-protection.port.js';
export { KEY_VAULT, type KeyVault } from './ports/key-vault.port.js';

export const governanceMigrations = [ApiKeys1764000000000, Audit1764000005000];
