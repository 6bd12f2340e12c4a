import type { LoadedModel } from '../ports/models.port.js';
import type { RuntimeModel } from '../ports/model-runtime.port.js';

/** A model that is open here, with what is known of it. */
export interface OpenModel {
  readonly loaded: LoadedModel;
  readonly runtime: RuntimeModel;
}

/** The models of this process by handle. */
export class OpenModels {
  private readonly models = new Map<string, OpenModel>();

  get(handle: string): OpenModel | undefined {
    return this.models.get(handle);
  }

  set(model: OpenModel): void {
    this.models.set(model.loaded.handle, model);
  }

  async close(): Promise<void> {
    const open = [...this.models.values()];
    this.models.clear();
    await Promise.all(open.map((model) => model.runtime.close()));
  }
}
