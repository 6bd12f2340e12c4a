import type { ModelSignature, ModelVersion } from '../ports/model-registry.port.js';
import type { ModelRuntime } from '../ports/model-runtime.port.js';
import type { ModelStore } from '../ports/model-store.port.js';

/** Asks an artifact what it takes and gives: once for each digest, as it never changes. */
export class DescribeModel {
  private readonly known = new Map<string, ModelSignature>();

  constructor(
    private readonly store: ModelStore,
    private readonly runtime: ModelRuntime,
  ) {}

  /** Errors: see `ModelRegistry.signature`. */
  async run(model: ModelVersion): Promise<ModelSignature> {
    const known = this.known.get(model.digest);
    if (known) return known;
    const open = await this.runtime.open(await this.store.artifact(model), model.format);
    const signature = { inputs: open.inputs, outputs: open.outputs };
    await open.close();
    this.known.set(model.digest, signature);
    return signature;
  }
}
