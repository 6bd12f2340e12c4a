import type { Server } from '@grpc/grpc-js';
import { type StatusOf, addUnaryService } from '../../../platform/grpc/index.js';
import type { FaceParts } from '../../application/face-parts.js';
import { versionOf } from '../../domain/model-name.js';
import { datatypeOf } from '../../domain/open-inference/datatypes.js';
import { malformed } from '../../domain/open-inference/infer-json.js';
import { type MessageTensor, fullMessageTensor, messageTensor, readMessageTensors } from '../../domain/open-inference/infer-message.js';
import { rawBytes } from '../../domain/open-inference/raw-tensor.js';
import type { ModelTensor } from '../../ports/model-runtime.port.js';
import type { Scoring } from '../../ports/scoring.port.js';
import { OPEN_INFERENCE_FILE, OPEN_INFERENCE_SERVICE, PLATFORM, SERVER_METADATA } from './contract.js';

interface Named {
  readonly name?: string;
  readonly version?: string;
}
interface InferMessage {
  readonly modelName?: string;
  readonly modelVersion?: string;
  readonly id?: string;
  readonly inputs: readonly MessageTensor[];
  readonly outputs: readonly { readonly name?: string; readonly parameters?: Readonly<Record<string, unknown>> }[];
  readonly rawInputContents: readonly Uint8Array[];
}

/** The Open Inference Protocol over gRPC. Data goes back as it came: raw or in the fields of its type. */
export function addOpenInferenceGrpc(server: Server, { scoring, ready }: Pick<FaceParts, 'scoring' | 'ready'>, statusOf: StatusOf): void {
  const methods = {
    ServerLive: async () => ({ live: true }),
    ServerReady: async () => ({ ready: await ready().catch(() => false) }),
    ServerMetadata: async () => SERVER_METADATA,
    ModelReady: async (request: Named) => {
      await scoring.describe(request.name ?? '', number(request.name, request.version));
      return { ready: true };
    },
    ModelMetadata: (request: Named) => metadata(request, scoring),
    ModelInfer: (request: InferMessage) => infer(request, scoring),
  };
  addUnaryService(server, OPEN_INFERENCE_FILE, OPEN_INFERENCE_SERVICE, methods, statusOf);
}

async function metadata({ name = '', version }: Named, scoring: Scoring): Promise<object> {
  const model = await scoring.describe(name, number(name, version));
  const versions = version ? [version] : (await scoring.versions(name)).map((one) => String(one.version));
  return { name, versions, platform: PLATFORM[model.format], inputs: model.inputs.map(tensorMetadata), outputs: model.outputs.map(tensorMetadata) };
}

async function infer(request: InferMessage, scoring: Scoring): Promise<object> {
  const { modelName: name = '', modelVersion, id = '', rawInputContents: raw } = request;
  if (request.outputs.some(({ parameters }) => parameters?.['classification'] !== undefined))
    throw malformed('"classification" is not served: read the scores');
  const inputs = readMessageTensors(request.inputs.map(complete), raw);
  const wanted = request.outputs.length === 0 ? undefined : request.outputs.map((output) => output.name ?? '');
  const { model, outputs } = await scoring.infer({ name, version: number(name, modelVersion), inputs, outputs: wanted });
  const head = { modelName: name, modelVersion: String(model.version), id };
  if (raw.length === 0) return { ...head, outputs: outputs.map(fullMessageTensor) };
  return { ...head, outputs: outputs.map(messageTensor), rawOutputContents: outputs.map(({ type, data }) => rawBytes(type, data)) };
}

/** Fields that are empty are not sent. */
const complete = ({ name = '', datatype = '', shape = [], contents }: Partial<MessageTensor>): MessageTensor => ({ name, datatype, shape, contents });

/** An empty version is none. */
const number = (name: string | undefined, version: string | undefined): number | undefined => versionOf(name ?? '', version === '' ? undefined : version);

function tensorMetadata({ name, type, shape }: ModelTensor): object {
  return { name, datatype: datatypeOf(type), shape: shape.map((size) => size ?? -1) };
}
