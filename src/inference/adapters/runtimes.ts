import type { ModelFormat, ModelRuntime, RuntimeModel } from '../ports/model-runtime.port.js';

/** Model runtimes by the format of what they open; each is imported only where it is used. */
const RUNTIMES: { readonly [format in ModelFormat]: () => Promise<ModelRuntime> } = {
  onnx: async () => new (await import('./onnx/onnx.adapter.js')).OnnxRuntime(),
  'open-inference': async () => new (await import('./open-inference/open-inference.adapter.js')).OpenInferenceRuntime(),
  'tensorflow-serving': async () => new (await import('./tensorflow-serving/tensorflow-serving.adapter.js')).TensorflowServingRuntime(),
};

/** Opens each artifact with the runtime of its format. */
export class RuntimeOfFormat implements ModelRuntime {
  private readonly loaded = new Map<ModelFormat, Promise<ModelRuntime>>();

  async open(artifact: Uint8Array, format: ModelFormat = 'onnx'): Promise<RuntimeModel> {
    let runtime = this.loaded.get(format);
    if (!runtime) this.loaded.set(format, (runtime = RUNTIMES[format]()));
    return (await runtime).open(artifact, format);
  }
}

/** Opens an artifact that is in no registry, to look at it and try it. Error: `model_unreadable` (poison). The caller closes it. */
export async function openArtifact(artifact: Uint8Array): Promise<RuntimeModel> {
  return new RuntimeOfFormat().open(artifact);
}
