import { openRemote } from '../../application/remote-model.js';
import { readModelUri } from '../../domain/model-uri.js';
import type { ModelRuntime, RuntimeModel } from '../../ports/model-runtime.port.js';
import { TensorflowServingGrpc } from './grpc-server.js';
import { TensorflowServingRest } from './rest-server.js';

/** Models of TensorFlow Serving, by gRPC or REST as their URI says. */
export class TensorflowServingRuntime implements ModelRuntime {
  async open(artifact: Uint8Array): Promise<RuntimeModel> {
    const uri = readModelUri(Buffer.from(artifact).toString('utf8'));
    return openRemote(uri.transport === 'grpc' ? new TensorflowServingGrpc(uri) : new TensorflowServingRest(uri), uri.model);
  }
}
