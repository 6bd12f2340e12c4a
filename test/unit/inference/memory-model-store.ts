import { MillraceError } from '../../../src/definition/index.js';
import type { ModelVersion } from '../../../src/inference/ports/model-registry.port.js';
import type { ModelStore } from '../../../src/inference/ports/model-store.port.js';

/** Models in memory. */
export class MemoryModelStore implements ModelStore {
  private readonly models: { version: ModelVersion; bytes: Uint8Array }[] = [];

  async add({ name, digest, format, bytes }: Parameters<ModelStore['add']>[0]): Promise<ModelVersion> {
    const version = this.of(name).length + 1;
    const added: ModelVersion = { name, version, digest, format, sizeBytes: bytes.length, createdAt: new Date(0) };
    this.models.push({ version: added, bytes });
    return added;
  }

  async find(by: { name: string; digest: string }): Promise<ModelVersion | undefined> {
    return this.of(by.name).find((model) => model.digest === by.digest);
  }

  async version(name: string, version?: number): Promise<ModelVersion | undefined> {
    return this.of(name).findLast((model) => version === undefined || model.version === version);
  }

  async newest(): Promise<ModelVersion[]> {
    const names = [...new Set(this.models.map((model) => model.version.name))];
    return names.toSorted().flatMap((name) => this.of(name).slice(-1));
  }

  async versions(name: string): Promise<ModelVersion[]> {
    return this.of(name).toReversed();
  }

  async artifact({ digest }: ModelVersion): Promise<Buffer> {
    const found = this.models.find((model) => model.version.digest === digest);
    if (!found) throw new MillraceError('model_digest_mismatch', 'fatal', 'no such bytes');
    return Buffer.from(found.bytes);
  }

  private of(name: string): ModelVersion[] {
    return this.models.map((model) => model.version).filter((model) => model.name === name);
  }
}
