import type { InferenceConfig } from '../inference.config.js';
import type { ModelRuntime } from '../ports/model-runtime.port.js';

/** Model runtimes by name; each is imported only where it is used. */
export const RUNTIMES: { readonly [name in InferenceConfig['runtime']]: () => Promise<ModelRuntime> } = {
  onnx: async () => new (await import('./onnx/onnx.adapter.js')).OnnxRuntime(),
};
