import { GrpcPeer, serviceOf } from '../../../platform/grpc/index.js';
import { grpcError, noAnswer, unreadable } from '../../application/transport-error.js';
import type { ModelUri } from '../../domain/model-uri.js';
import { typeOf } from '../../domain/open-inference/datatypes.js';
import { type MessageTensor, messageTensor, readMessageTensors } from '../../domain/open-inference/infer-message.js';
import { rawBytes } from '../../domain/open-inference/raw-tensor.js';
import type { Tensor } from '../../domain/tensor.js';
import type { ModelTensor } from '../../ports/model-runtime.port.js';
import type { ModelServer, ServedSignature } from '../../ports/model-server.port.js';
import { OPEN_INFERENCE_FILE, OPEN_INFERENCE_SERVICE } from './contract.js';

interface Metadata {
  readonly inputs: readonly MessageTensor[];
  readonly outputs: readonly MessageTensor[];
}
interface Inferred {
  readonly outputs: readonly MessageTensor[];
  readonly rawOutputContents: readonly Uint8Array[];
}

const MOST_MESSAGE_BYTES = 256 * 1024 * 1024;

/** A model on a server that speaks the Open Inference Protocol over gRPC; tensors travel as raw contents. */
export class OpenInferenceGrpc implements ModelServer {
  private readonly peer: GrpcPeer;
  private readonly methods = serviceOf(OPEN_INFERENCE_FILE, OPEN_INFERENCE_SERVICE);

  constructor(private readonly uri: ModelUri) {
    this.peer = new GrpcPeer(uri.address, uri.secure, { 'grpc.max_receive_message_length': MOST_MESSAGE_BYTES });
  }

  async signature(leftMs: number): Promise<ServedSignature> {
    const { model: name, version = '' } = this.uri;
    const { inputs, outputs } = await this.call<Metadata>('ModelMetadata', { name, version }, leftMs);
    if (inputs.length === 0 || outputs.length === 0) throw unreadable(this.uri);
    return { inputs: inputs.map(modelTensor), outputs: outputs.map(modelTensor) };
  }

  async infer(inputs: readonly Tensor[], outputs: readonly string[], leftMs: number): Promise<Tensor[]> {
    const request = {
      modelName: this.uri.model,
      modelVersion: this.uri.version ?? '',
      inputs: inputs.map(messageTensor),
      outputs: outputs.map((name) => ({ name })),
      rawInputContents: inputs.map(({ type, data }) => rawBytes(type, data)),
    };
    const answer = await this.call<Inferred>('ModelInfer', request, leftMs);
    try {
      return readMessageTensors(answer.outputs, answer.rawOutputContents);
    } catch (error) {
      throw noAnswer(this.uri, error);
    }
  }

  close(): void {
    this.peer.close();
  }

  private async call<Answer>(method: string, request: object, leftMs: number): Promise<Answer> {
    try {
      return await this.peer.call<Answer>(this.methods[method], request, leftMs);
    } catch (error) {
      throw grpcError(error, this.uri);
    }
  }
}

function modelTensor({ name, datatype, shape }: MessageTensor): ModelTensor {
  const sizes = shape.map(Number);
  return { name, type: typeOf(datatype) ?? datatype.toLowerCase(), shape: sizes.map((size) => (size >= 0 ? size : undefined)) };
}
