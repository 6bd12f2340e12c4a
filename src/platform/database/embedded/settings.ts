import { PlatformError } from '../../error.js';

/** What a user may change. Memory and checkpoints suit a laptop; nothing replicates from this server, so the log stays minimal. */
const DEFAULTS: Readonly<Record<string, string>> = {
  shared_buffers: '128MB',
  max_wal_size: '4GB',
  min_wal_size: '256MB',
  checkpoint_timeout: '15min',
  checkpoint_completion_target: '0.9',
  max_connections: '50',
  jit: 'off',
  autovacuum: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** What no user may change: a record must be durable once it is answered, and nobody else may connect. */
const FIXED: Readonly<Record<string, string>> = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  listen_addresses: '',
  unix_socket_permissions: '0700',
  password_encryption: 'scram-sha-256',
  logging_collector: 'off',
  log_destination: 'stderr',
};

/** Settings the launcher gives on its own. */
const RESERVED = new Set(['data_directory', 'hba_file', 'ident_file', 'config_file', 'external_pid_file', 'port', 'unix_socket_directories']);

/** All settings as arguments of `postgres`; throws `setting_not_allowed`. Names are compared without case, as PostgreSQL does. */
export function settingArguments(wanted: Readonly<Record<string, string>>, lz4: boolean): string[] {
  const chosen: Record<string, string> = { ...DEFAULTS, ...(lz4 ? { wal_compression: 'lz4' } : {}) };
  for (const [written, value] of Object.entries(wanted)) {
    const name = written.toLowerCase();
    if (!/^[a-z_][a-z0-9_.]*$/.test(name) || RESERVED.has(name) || (name in FIXED && FIXED[name] !== value)) throw refused(written);
    chosen[name] = value;
  }
  return Object.entries({ ...chosen, ...FIXED }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function refused(name: string): PlatformError {
  const why = 'Millrace needs it as it is, so that what was answered is durable and nobody else can connect';
  return new PlatformError('setting_not_allowed', 'fatal', `The PostgreSQL setting ${name} cannot be changed: ${why}. Leave it out.`, {
    details: { setting: name },
  });
}
