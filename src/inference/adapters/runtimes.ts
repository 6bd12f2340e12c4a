import type { InferenceConfig } from '../inference.config.js';
import type { ModelRuntime, RuntimeModel } from '../ports/model-runtime.port.js';

/** Model runtimes by name; each is imported only where it is used. */
export const RUNTIMES: { readonly [name in InferenceConfig['runtime']]: () => Promise<ModelRuntime> } = {
  onnx: async () => new (await import('./onnx/onnx.adapter.js')).OnnxRuntime(),
};

/** Opens an artifact that is in no registry, to look at it and try it. Error: `model_unreadable` (poison). The caller closes it. */
export async function openArtifact(artifact: Uint8Array, runtime: InferenceConfig['runtime'] = 'onnx'): Promise<RuntimeModel> {
  return (await RUNTIMES[runtime]()).open(artifact);
}
