import { GrpcPeer, serviceOf } from '../../../platform/grpc/index.js';
import { grpcError, noAnswer, unreadable } from '../../application/transport-error.js';
import type { ModelUri } from '../../domain/model-uri.js';
import type { Tensor } from '../../domain/tensor.js';
import { DEFAULT_SIGNATURE, type SignatureMessage, readSignature } from '../../domain/tensorflow/signature.js';
import { type TensorMessage, readTensorProto, tensorProto } from '../../domain/tensorflow/tensor-proto.js';
import type { ModelServer, ServedSignature } from '../../ports/model-server.port.js';
import { PREDICTION_SERVICE, SERVING_FILE } from './contract.js';

interface MetadataMessage {
  readonly metadata?: Readonly<Record<string, { readonly value?: { readonly signatureDef?: Readonly<Record<string, SignatureMessage>> } }>>;
}

const MOST_MESSAGE_BYTES = 256 * 1024 * 1024;

/** A model of TensorFlow Serving, over gRPC. */
export class TensorflowServingGrpc implements ModelServer {
  private readonly peer: GrpcPeer;
  private readonly methods = serviceOf(SERVING_FILE, PREDICTION_SERVICE);
  private readonly modelSpec: object;

  constructor(private readonly uri: ModelUri) {
    this.peer = new GrpcPeer(uri.address, uri.secure, { 'grpc.max_receive_message_length': MOST_MESSAGE_BYTES });
    const version = uri.version === undefined ? {} : /^\d+$/.test(uri.version) ? { version: { value: uri.version } } : { versionLabel: uri.version };
    this.modelSpec = { name: uri.model, ...version };
  }

  async signature(leftMs: number): Promise<ServedSignature> {
    const answer = await this.call<MetadataMessage>('GetModelMetadata', { modelSpec: this.modelSpec, metadataField: ['signature_def'] }, leftMs);
    const signatures = answer.metadata?.['signature_def']?.value?.signatureDef;
    if (!signatures) throw unreadable(this.uri);
    return readSignature(signatures, this.uri.signature ?? DEFAULT_SIGNATURE);
  }

  async infer(inputs: readonly Tensor[], outputs: readonly string[], leftMs: number): Promise<Tensor[]> {
    const request = {
      modelSpec: { ...this.modelSpec, signatureName: this.uri.signature ?? DEFAULT_SIGNATURE },
      inputs: Object.fromEntries(inputs.map((tensor) => [tensor.name, tensorProto(tensor)])),
      outputFilter: outputs,
    };
    const answer = await this.call<{ outputs?: Readonly<Record<string, TensorMessage>> }>('Predict', request, leftMs);
    try {
      return Object.entries(answer.outputs ?? {}).map(([name, message]) => readTensorProto(name, message));
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
