import type { FastifyInstance, FastifyReply } from 'fastify';
import { bytesOf, guardRawRoutes, sendJson } from '../../../platform/http/index.js';
import type { FaceParts } from '../../application/face-parts.js';
import { parseLoose } from '../../domain/loose-json.js';
import { versionOf } from '../../domain/model-name.js';
import { datatypeOf } from '../../domain/open-inference/datatypes.js';
import { type InferRequest, binaryTensorJson, malformed, readInferRequest, tensorJson } from '../../domain/open-inference/infer-json.js';
import { rawBytes } from '../../domain/open-inference/raw-tensor.js';
import type { ModelTensor } from '../../ports/model-runtime.port.js';
import type { Scoring, ServedModel, TensorAnswer } from '../../ports/scoring.port.js';
import { PLATFORM, SERVER_METADATA } from './contract.js';

const JSON_LENGTH = 'inference-header-content-length';

interface ModelPath {
  readonly model: string;
  readonly version?: string;
}

/** The Open Inference Protocol over HTTP, with binary tensors. Probes are open to everybody, as all probes here. */
export async function addOpenInferenceRest(fastify: FastifyInstance, parts: FaceParts): Promise<void> {
  fastify.get('/v2/health/live', async (_request, reply) => sendJson(reply, '{"live":true}'));
  fastify.get('/v2/health/ready', async (_request, reply) => {
    const ready = await parts.ready().catch(() => false);
    return sendJson(reply.status(ready ? 200 : 503), `{"ready":${ready}}`);
  });
  await fastify.register(async (scope) => {
    guardRawRoutes(scope, parts, ({ detail }) => JSON.stringify({ error: detail ?? 'the request failed' }));
    scope.get('/v2', async (_request, reply) => sendJson(reply, JSON.stringify(SERVER_METADATA)));
    for (const path of ['/v2/models/:model', '/v2/models/:model/versions/:version']) addModel(scope, path, parts.scoring);
  });
}

function addModel(scope: FastifyInstance, path: string, scoring: Scoring): void {
  scope.get<{ Params: ModelPath }>(path, async ({ params }, reply) => {
    const model = await scoring.describe(params.model, versionOf(params.model, params.version));
    const versions = params.version === undefined ? (await scoring.versions(params.model)).map(({ version }) => String(version)) : [params.version];
    return sendJson(reply, JSON.stringify(metadata(model, versions)));
  });
  scope.get<{ Params: ModelPath }>(`${path}/ready`, async ({ params }, reply) => {
    const { name } = await scoring.describe(params.model, versionOf(params.model, params.version));
    return sendJson(reply, JSON.stringify({ name, ready: true }));
  });
  scope.post<{ Params: ModelPath }>(`${path}/infer`, async ({ params, headers, body }, reply) => {
    const request = readBody(bytesOf(body), headers[JSON_LENGTH]);
    const version = params.version === undefined ? undefined : versionOf(params.model, params.version);
    const outputs = request.outputs?.map(({ name }) => name);
    return answer(reply, request, await scoring.infer({ name: params.model, version, inputs: request.inputs, outputs }));
  });
}

function readBody(body: Buffer, jsonLength: string | string[] | undefined): InferRequest {
  if (jsonLength === undefined) return readInferRequest(parseLoose(body.toString('utf8')), new Uint8Array(0));
  const length = typeof jsonLength === 'string' && /^\d+$/.test(jsonLength) ? Number(jsonLength) : Infinity;
  if (length > body.length) throw malformed('"Inference-Header-Content-Length" is no number of bytes that came');
  return readInferRequest(parseLoose(body.toString('utf8', 0, length)), body.subarray(length));
}

/** Values in the JSON, or behind it where that was asked for. */
function answer(reply: FastifyReply, { id, outputs: wanted, binary }: InferRequest, { model, outputs }: TensorAnswer): FastifyReply {
  const parts: Buffer[] = [];
  const tensors = outputs.map((tensor, i) => {
    if (!(wanted?.[i].binary ?? binary)) return tensorJson(tensor);
    const bytes = rawBytes(tensor.type, tensor.data);
    parts.push(bytes);
    return binaryTensorJson(tensor, bytes.length);
  });
  const told = id === undefined ? '' : `"id":${JSON.stringify(id)},`;
  const json = `{"model_name":${JSON.stringify(model.name)},"model_version":"${model.version}",${told}"outputs":[${tensors.join(',')}]}`;
  if (parts.length === 0) return sendJson(reply, json);
  const head = Buffer.from(json, 'utf8');
  const headers = { 'content-type': 'application/octet-stream', [JSON_LENGTH]: String(head.length) };
  return reply.headers(headers).send(Buffer.concat([head, ...parts]));
}

function metadata({ name, format, inputs, outputs }: ServedModel, versions: readonly string[]): object {
  return { name, versions, platform: PLATFORM[format], inputs: inputs.map(tensorMetadata), outputs: outputs.map(tensorMetadata) };
}

function tensorMetadata({ name, type, shape }: ModelTensor): object {
  return { name, datatype: datatypeOf(type), shape: shape.map((size) => size ?? -1) };
}
