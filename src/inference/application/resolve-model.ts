import { MillraceError, nearest } from '../../definition/index.js';
import type { ModelVersion } from '../ports/model-registry.port.js';
import type { ModelStore } from '../ports/model-store.port.js';

/** Finds a version of a model. Errors: see `ModelRegistry.resolve`. */
export class ResolveModel {
  /** @param elsewhere registers a name that is not known as a model of the server that is set for such. */
  constructor(
    private readonly store: ModelStore,
    private readonly elsewhere?: (name: string) => Promise<ModelVersion>,
  ) {}

  async run(name: string, version?: number): Promise<ModelVersion> {
    const found = await this.store.version(name, version);
    if (found) return found;
    const newest = version === undefined ? undefined : await this.store.version(name);
    if (newest) throw new MillraceError('model_unknown', 'poison', `the model "${name}" has no version ${version}: its newest is ${newest.version}`);
    if (this.elsewhere && !newest && version === undefined) return this.elsewhere(name);
    throw unknownModel(name, await this.store.newest());
  }
}

/** Says so with the nearest name that there is. */
export function unknownModel(name: string, known: readonly ModelVersion[]): MillraceError {
  const near = nearest(
    name,
    known.map((model) => model.name),
  );
  return new MillraceError('model_unknown', 'poison', `there is no model "${name.slice(0, 100)}" in the registry` + (near ? `: did you mean "${near}"?` : ''));
}
