import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { MillraceError } from '../../../definition/index.js';
import type { ModelVersion } from '../../ports/model-registry.port.js';
import type { ModelStore } from '../../ports/model-store.port.js';

interface VersionRow {
  readonly name: string;
  readonly version: number;
  readonly digest: string;
  readonly format: ModelVersion['format'];
  /** bigint: text or number, as the driver was told. */
  readonly size: string | number;
  readonly created_at: Date;
}

type NewModel = Parameters<ModelStore['add']>[0];

const COLUMNS = 'name, version, digest, format, size, created_at';
/** A result is text in which a byte takes two characters, and the longest string has half a gigabyte: so artifacts are read in parts. */
const PART_BYTES = 8 * 1024 * 1024;

/** Models in the table inference.model_version, their bytes with them: a worker elsewhere needs nothing but the database. */
export class PostgresModelStore implements ModelStore {
  constructor(private readonly dataSource: DataSource) {}

  async add(model: NewModel): Promise<ModelVersion> {
    return this.guarded(() => this.dataSource.transaction((manager) => addVersion(manager, model)));
  }

  async find({ name, digest }: { name: string; digest: string }): Promise<ModelVersion | undefined> {
    return this.guarded(() => findDigest(this.dataSource.manager, name, digest));
  }

  async version(name: string, version?: number): Promise<ModelVersion | undefined> {
    const sql = `SELECT ${COLUMNS} FROM inference.model_version WHERE name = $1 AND ($2::integer IS NULL OR version = $2) ORDER BY version DESC LIMIT 1`;
    return this.guarded(async () => versionOf(await this.dataSource.query<VersionRow[]>(sql, [name, version ?? null])));
  }

  async newest(): Promise<ModelVersion[]> {
    const sql = `SELECT DISTINCT ON (name) ${COLUMNS} FROM inference.model_version ORDER BY name, version DESC`;
    return this.guarded(async () => (await this.dataSource.query<VersionRow[]>(sql)).map(modelVersion));
  }

  async versions(name: string): Promise<ModelVersion[]> {
    const sql = `SELECT ${COLUMNS} FROM inference.model_version WHERE name = $1 ORDER BY version DESC`;
    return this.guarded(async () => (await this.dataSource.query<VersionRow[]>(sql, [name])).map(modelVersion));
  }

  async artifact({ name, version, digest, sizeBytes }: ModelVersion): Promise<Buffer> {
    const artifact = Buffer.allocUnsafe(sizeBytes);
    const hash = createHash('sha256');
    const sql = 'SELECT substring(artifact FROM $3::integer FOR $4::integer) AS part FROM inference.model_version WHERE name = $1 AND version = $2';
    for (let at = 0; at < sizeBytes; at += PART_BYTES) {
      const rows = await this.guarded(() => this.dataSource.query<{ part: Buffer }[]>(sql, [name, version, at + 1, PART_BYTES]));
      hash.update(rows[0]?.part ?? '');
      rows[0]?.part.copy(artifact, at);
    }
    if (hash.digest('hex') === digest) return artifact;
    throw new MillraceError(
      'model_digest_mismatch',
      'fatal',
      `version ${version} of the model "${name}" is not what was registered: its bytes were changed in the database`,
    );
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new MillraceError('registry_unavailable', 'retryable', 'the model registry cannot be reached now: the database does not answer', { cause: error });
    }
  }
}

async function addVersion(manager: EntityManager, { name, digest, format, bytes }: NewModel): Promise<ModelVersion> {
  // One at a time for each name: versions stay dense, and the same bytes sent twice at once are found.
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('inference.model_version/' || $1, 0))`, [name]);
  const known = await findDigest(manager, name, digest);
  if (known) return known;
  const sql = `INSERT INTO inference.model_version (name, version, digest, format, size, artifact)
    SELECT $1, coalesce(max(version), 0) + 1, $2, $5, $3, $4 FROM inference.model_version WHERE name = $1 RETURNING ${COLUMNS}`;
  const added = versionOf(await manager.query<VersionRow[]>(sql, [name, digest, bytes.length, asBuffer(bytes), format]));
  if (!added) throw new Error('the database added no row');
  return added;
}

async function findDigest(manager: EntityManager, name: string, digest: string): Promise<ModelVersion | undefined> {
  const sql = `SELECT ${COLUMNS} FROM inference.model_version WHERE name = $1 AND digest = $2`;
  return versionOf(await manager.query<VersionRow[]>(sql, [name, digest]));
}

function versionOf([row]: VersionRow[]): ModelVersion | undefined {
  return row && modelVersion(row);
}

function modelVersion({ name, version, digest, format, size, created_at: createdAt }: VersionRow): ModelVersion {
  return { name, version, digest, format, sizeBytes: Number(size), createdAt };
}

/** The driver sends buffers as bytes and other arrays as text. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
