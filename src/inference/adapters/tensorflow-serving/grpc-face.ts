import type { Server } from '@grpc/grpc-js';
import { type StatusOf, addUnaryService } from '../../../platform/grpc/index.js';
import type { FaceParts } from '../../application/face-parts.js';
import { versionOf } from '../../domain/model-name.js';
import { malformed, wrongMethod } from '../../domain/tensorflow/predict-json.js';
import { DEFAULT_SIGNATURE } from '../../domain/tensorflow/signature.js';
import { type TensorMessage, dtypeOf, fieldTensorProto, readTensorProto } from '../../domain/tensorflow/tensor-proto.js';
import type { ModelTensor } from '../../ports/model-runtime.port.js';
import type { Scoring } from '../../ports/scoring.port.js';
import { MODEL_SERVICE, PREDICTION_SERVICE, SERVING_FILE } from './contract.js';
import { stateOf } from './answers-json.js';

interface ModelSpec {
  readonly name?: string;
  readonly version?: { readonly value?: string } | null;
  readonly versionLabel?: string;
  readonly signatureName?: string;
}
interface Asking {
  readonly modelSpec?: ModelSpec | null;
}
interface PredictMessage extends Asking {
  readonly inputs: Readonly<Record<string, TensorMessage>>;
  readonly outputFilter: readonly string[];
}
interface MetadataMessage extends Asking {
  readonly metadataField: readonly string[];
}

const SIGNATURES = 'type.googleapis.com/tensorflow.serving.SignatureDefMap';

/** TensorFlow Serving's PredictionService and ModelService. */
export function addTensorflowServingGrpc(server: Server, { scoring }: Pick<FaceParts, 'scoring'>, statusOf: StatusOf): void {
  const methods = {
    Predict: (request: PredictMessage) => predict(request, scoring),
    GetModelMetadata: (request: MetadataMessage) => metadata(request, scoring),
    Classify: async () => Promise.reject(wrongMethod('classify')),
    Regress: async () => Promise.reject(wrongMethod('regress')),
  };
  addUnaryService(server, SERVING_FILE, PREDICTION_SERVICE, methods, statusOf);
  addUnaryService(server, SERVING_FILE, MODEL_SERVICE, { GetModelStatus: (request: Asking) => status(request, scoring) }, statusOf);
}

async function predict({ modelSpec, inputs, outputFilter }: PredictMessage, scoring: Scoring): Promise<object> {
  const { name, version } = asked(modelSpec);
  const tensors = Object.entries(inputs).map(([input, message]) => readTensorProto(input, message));
  const { model, outputs } = await scoring.infer({ name, version, inputs: tensors, outputs: outputFilter.length > 0 ? outputFilter : undefined });
  return {
    modelSpec: { name, version: { value: String(model.version) }, signatureName: DEFAULT_SIGNATURE },
    outputs: Object.fromEntries(outputs.map((tensor) => [tensor.name, fieldTensorProto(tensor)])),
  };
}

async function metadata({ modelSpec, metadataField }: MetadataMessage, scoring: Scoring): Promise<object> {
  if (metadataField.length === 0) throw malformed('GetModelMetadataRequest must specify at least one metadata_field');
  const unknown = metadataField.find((field) => field !== 'signature_def');
  if (unknown !== undefined) throw malformed(`Metadata field ${unknown.slice(0, 100)} is not supported`);
  const { name, version } = asked(modelSpec);
  const model = await scoring.describe(name, version);
  const signature = { inputs: infos(model.inputs), outputs: infos(model.outputs), methodName: 'tensorflow/serving/predict' };
  return {
    modelSpec: { name, version: { value: String(model.version) } },
    metadata: { signature_def: { typeUrl: SIGNATURES, value: { signatureDef: { [DEFAULT_SIGNATURE]: signature } } } },
  };
}

async function status({ modelSpec }: Asking, scoring: Scoring): Promise<object> {
  const { name, version } = asked(modelSpec);
  await scoring.describe(name, version);
  const versions = (await scoring.versions(name)).filter((one) => version === undefined || one.version === version);
  const told = versions.flatMap((one) => {
    const state = stateOf(one);
    return state === undefined
      ? []
      : [{ version: one.version, state, status: { errorCode: one.reason === undefined ? 0 : 9, errorMessage: one.reason ?? '' } }];
  });
  return { modelVersionStatus: told };
}

function asked(spec: ModelSpec | null | undefined): { name: string; version: number | undefined } {
  const { name = '', version, versionLabel, signatureName = '' } = spec ?? {};
  if (name === '') throw malformed('Missing ModelSpec');
  if (versionLabel) throw malformed(`Unrecognized servable version label: ${versionLabel.slice(0, 100)}`);
  if (signatureName !== '' && signatureName !== DEFAULT_SIGNATURE) {
    throw malformed(`Serving signature name: "${signatureName.slice(0, 100)}" not found in signature def`);
  }
  return { name, version: version ? versionOf(name, version.value ?? '0') : undefined };
}

function infos(tensors: readonly ModelTensor[]): object {
  return Object.fromEntries(
    tensors.map(({ name, type, shape }) => [name, { name, dtype: dtypeOf(type), tensorShape: { dim: shape.map((size) => ({ size: size ?? -1 })) } }]),
  );
}
