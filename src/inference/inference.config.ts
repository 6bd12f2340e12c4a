/** What the module is told at start-up. */
export interface InferenceConfig {
  /** Where models run: a row of the runtimes. */
  readonly runtime: 'onnx';
}
