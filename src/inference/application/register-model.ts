import { createHash } from 'node:crypto';
import { MillraceError } from '../../definition/index.js';
import { checkModelName } from '../domain/model-name.js';
import type { ModelVersion, NewModel } from '../ports/model-registry.port.js';
import type { ModelRuntime } from '../ports/model-runtime.port.js';
import type { ModelStore } from '../ports/model-store.port.js';

/** 512 MiB: an artifact travels in one statement, and PostgreSQL takes at most 1 GiB of one value. */
export const LARGEST_BYTES = 512 * 1024 * 1024;

/** Puts an artifact into the registry once it has been opened here, so that no version is there which nobody can load. */
export class RegisterModel {
  constructor(
    private readonly store: ModelStore,
    private readonly runtime: ModelRuntime,
  ) {}

  /** Errors: see `ModelRegistry.register`. */
  async run({ name, bytes, format = 'onnx' }: NewModel): Promise<ModelVersion> {
    checkModelName(name);
    if (bytes.length > LARGEST_BYTES) {
      throw modelTooLarge();
    }
    const digest = createHash('sha256').update(bytes).digest('hex');
    const known = await this.store.find({ name, digest });
    if (known) return known;
    await (await this.runtime.open(bytes, format)).close();
    return this.store.add({ name, digest, format, bytes });
  }
}

export function modelTooLarge(): MillraceError {
  return new MillraceError(
    'model_too_large',
    'poison',
    `a model may have ${LARGEST_BYTES / 1024 / 1024} MiB, this one has more: make it smaller (fewer or shallower trees, float32 weights)`,
  );
}
