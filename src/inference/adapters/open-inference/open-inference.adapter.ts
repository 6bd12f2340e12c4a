import { openRemote } from '../../application/remote-model.js';
import { readModelUri } from '../../domain/model-uri.js';
import type { ModelRuntime, RuntimeModel } from '../../ports/model-runtime.port.js';
import { OpenInferenceGrpc } from './grpc-server.js';
import { OpenInferenceRest } from './rest-server.js';

/** Models on servers that speak the Open Inference Protocol (KServe V2): Triton, MLServer, OVMS and others. */
export class OpenInferenceRuntime implements ModelRuntime {
  async open(artifact: Uint8Array): Promise<RuntimeModel> {
    const uri = readModelUri(Buffer.from(artifact).toString('utf8'));
    return openRemote(uri.transport === 'grpc' ? new OpenInferenceGrpc(uri) : new OpenInferenceRest(uri), uri.model);
  }
}
