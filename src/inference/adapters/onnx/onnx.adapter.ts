import { InferenceSession, Tensor } from 'onnxruntime-node';
import { MillraceError, type ModelOutputs } from '../../../definition/index.js';
import { type Tensor as ModelValues, asFloats, isTensorType } from '../../domain/tensor.js';
import type { ModelRuntime, ModelTensor, RuntimeModel } from '../../ports/model-runtime.port.js';

/**
 * One thread: with two, sums are split by the size of the batch and the bits of a score with them. A run of this runtime holds up the
 * event loop, so batches are short; the batch invariance of a model is checked up to this size. What fails is thrown here: the runtime's
 * own lines on the standard error would say it again for every row.
 */
const OPTIONS: InferenceSession.SessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', logSeverityLevel: 4 };
const MOST_ROWS = 256;

/** ONNX models in this process, by ONNX Runtime. */
export class OnnxRuntime implements ModelRuntime {
  async open(artifact: Uint8Array): Promise<RuntimeModel> {
    try {
      return new OnnxModel(await InferenceSession.create(artifact, OPTIONS));
    } catch (error) {
      throw new MillraceError('model_unreadable', 'poison', `the model is no ONNX file that can be read: ${messageOf(error)}`, { cause: error });
    }
  }
}

class OnnxModel implements RuntimeModel {
  readonly mostRows = MOST_ROWS;
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];

  constructor(private readonly session: InferenceSession) {
    this.inputs = session.inputMetadata.map(tensorOf);
    this.outputs = session.outputMetadata.map(tensorOf);
  }

  async run(rows: Float64Array, width: number, outputs: readonly string[]): Promise<ModelOutputs> {
    const count = rows.length / width;
    try {
      const tensor = new Tensor('float32', Float32Array.from(rows), [count, width]);
      const results = await this.session.run({ [this.inputs[0].name]: tensor }, outputs);
      return Object.fromEntries(outputs.map((name) => [name, { data: asFloats(valuesNamed(name, results[name])), width: results[name].size / count }]));
    } catch (error) {
      throw new MillraceError('model_failed', 'retryable', `the model could not score ${count} rows: ${messageOf(error)}`, { cause: error });
    }
  }

  async infer(inputs: readonly ModelValues[], outputs: readonly string[]): Promise<ModelValues[]> {
    try {
      const feeds: Record<string, Tensor> = {};
      for (const { name, type, data, shape } of inputs) feeds[name] = new Tensor(type, data, shape);
      const results = await this.session.run(feeds, outputs);
      return outputs.map((name) => valuesNamed(name, results[name]));
    } catch (error) {
      throw new MillraceError('model_failed', 'retryable', `the model could not run: ${messageOf(error)}`, { cause: error });
    }
  }

  async close(): Promise<void> {
    await this.session.release();
  }
}

function tensorOf(metadata: InferenceSession.ValueMetadata): ModelTensor {
  if (!metadata.isTensor) return { name: metadata.name, type: undefined, shape: [] };
  const shape = metadata.shape.map((size) => (typeof size === 'number' && size >= 0 ? size : undefined));
  return { name: metadata.name, type: metadata.type, shape };
}

function valuesNamed(name: string, { type, data, dims }: Tensor): ModelValues {
  if (!isTensorType(type)) throw new Error(`its output "${name}" is ${type}, which is not served`);
  return { name, type, shape: dims, data };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
