import { checkModelName } from '../domain/model-name.js';
import type { ModelVersion } from '../ports/model-registry.port.js';
import type { ModelStore } from '../ports/model-store.port.js';
import { unknownModel } from './resolve-model.js';

/** What the registry holds. Errors: see `ModelRegistry.list` and `ModelRegistry.versions`. */
export class ListModels {
  constructor(private readonly store: ModelStore) {}

  async run(): Promise<ModelVersion[]> {
    return this.store.newest();
  }

  async versions(name: string): Promise<ModelVersion[]> {
    checkModelName(name);
    const versions = await this.store.versions(name);
    if (versions.length === 0) throw unknownModel(name, await this.store.newest());
    return versions;
  }
}
