import { MillraceError } from '../../definition/index.js';
import type { ModelRegistry, ModelVersion } from '../ports/model-registry.port.js';
import type { ModelRuntime, RuntimeModel } from '../ports/model-runtime.port.js';
import type { ModelStore } from '../ports/model-store.port.js';
import type { LoadedModel, ModelReference } from '../ports/models.port.js';
import { checkBatchInvariance } from './check-batch-invariance.js';
import { checkSignature } from './check-signature.js';
import type { OpenModels } from './open-models.js';

/** Loads a model beside those that are open: verified by its digest, checked against the pipeline, and warm before it is answered. */
export class LoadModel {
  private readonly loading = new Map<string, Promise<LoadedModel>>();

  constructor(
    private readonly registry: Pick<ModelRegistry, 'resolve'>,
    private readonly store: ModelStore,
    private readonly runtime: ModelRuntime,
    private readonly open: OpenModels,
  ) {}

  /** Errors: see `Models.load`. */
  async run(reference: ModelReference): Promise<LoadedModel> {
    const model = await this.registry.resolve(reference.name, reference.version);
    if (reference.digest !== undefined && reference.digest !== model.digest) {
      throw digestMismatch(`version ${model.version} of the model "${model.name}" has the digest ${model.digest}, not ${reference.digest}`);
    }
    const handle = handleOf(model, reference);
    const known = this.open.get(handle)?.loaded ?? this.loading.get(handle);
    if (known) return known;
    const loading = this.load(handle, model, reference).finally(() => this.loading.delete(handle));
    this.loading.set(handle, loading);
    return loading;
  }

  private async load(handle: string, model: ModelVersion, reference: ModelReference): Promise<LoadedModel> {
    const { name, version, digest } = model;
    const runtime = await this.runtime.open(await this.store.artifact(model), model.format);
    try {
      const { width, outputs } = reference;
      const { input, batch } = checkSignature(runtime, reference);
      const rule = await checkBatchInvariance(runtime, width, outputs, batch);
      const fixed = rule.fixedBatch === undefined ? {} : { fixedBatch: rule.fixedBatch };
      const loaded = { handle, name, version, digest, inputs: { name: input, width }, outputs, batchInvariant: rule.invariant, ...fixed };
      this.open.set({ loaded, runtime });
      return loaded;
    } catch (error) {
      await closeQuietly(runtime);
      throw error;
    }
  }
}

/** The same everywhere, so that a handle is still good after the process that holds the model has started anew and loaded it. */
function handleOf({ name, version, digest }: ModelVersion, { width, outputs }: ModelReference): string {
  return [name, version, digest.slice(0, 16), width, ...outputs].join('/');
}

/** The error that led here is the one to be told. */
async function closeQuietly(runtime: RuntimeModel): Promise<void> {
  await runtime.close().catch(() => undefined);
}

function digestMismatch(message: string): MillraceError {
  return new MillraceError('model_digest_mismatch', 'fatal', message);
}
