import type { ModelFormat } from '../../ports/model-runtime.port.js';

export const OPEN_INFERENCE_FILE = 'inference/open_inference.proto';
export const OPEN_INFERENCE_SERVICE = 'inference.GRPCInferenceService';

export const SERVER_METADATA = { name: 'millrace', version: '1', extensions: ['binary_tensor_data'] };

/** What runs a model, as the protocol's servers name it. */
export const PLATFORM: Readonly<Record<ModelFormat, string>> = {
  onnx: 'onnxruntime_onnx',
  'tensorflow-serving': 'tensorflow_savedmodel',
  'open-inference': 'open_inference',
};
