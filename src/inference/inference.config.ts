/** What the module is told at start-up. */
export interface InferenceConfig {
  /** What runs a model that a pipeline names and the registry does not know: `onnx` nothing, as such a model is registered first. */
  readonly runtime: 'onnx' | 'tensorflow-serving';
  /** Where TensorFlow Serving is: `grpc://HOST:PORT` or `http://HOST:PORT`. */
  readonly tfservingUrl?: string | undefined;
  /** Whether it is reachable from outside. */
  readonly faces: boolean;
}
