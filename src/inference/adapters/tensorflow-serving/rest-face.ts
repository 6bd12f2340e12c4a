import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bytesOf, guardRawRoutes, sendJson } from '../../../platform/http/index.js';
import type { FaceParts } from '../../application/face-parts.js';
import { parseLoose } from '../../domain/loose-json.js';
import { versionOf } from '../../domain/model-name.js';
import { DEFAULT_SIGNATURE } from '../../domain/tensorflow/signature.js';
import { malformed, predictJson, readPredict, wrongMethod } from '../../domain/tensorflow/predict-json.js';
import type { Scoring } from '../../ports/scoring.port.js';
import { metadataJson, statusJson } from './answers-json.js';

const PATH = /^\/v1\/models(?:\/([^/:]+))?(?:\/versions\/(\d+)|\/labels\/([^/:]+))?(?::(predict|classify|regress)|\/(metadata))?$/i;
/** TensorFlow Serving's versions are signed 64-bit numbers. */
const LARGEST_VERSION = 2n ** 63n - 1n;

interface Asked {
  readonly name: string;
  readonly version: number | undefined;
  readonly what: string;
}

/** TensorFlow Serving's REST API: predict in rows and columns, status, metadata. Errors have its words where it has some. */
export async function addTensorflowServingRest(fastify: FastifyInstance, parts: FaceParts): Promise<void> {
  await fastify.register(async (scope) => {
    guardRawRoutes(scope, parts, ({ detail, code }, request) => JSON.stringify({ error: code === 'model_unknown' ? notFound(request) : (detail ?? 'failed') }));
    const serve = (request: FastifyRequest, reply: FastifyReply) => answer(request, reply, parts.scoring);
    for (const url of ['/v1/models', '/v1/models/*', '/v1/models:predict']) scope.route({ method: ['GET', 'POST'], url, handler: serve });
  });
}

async function answer(request: FastifyRequest, reply: FastifyReply, scoring: Scoring): Promise<FastifyReply> {
  const { name, version, what } = asked(request);
  if (what === 'metadata') return sendJson(reply, metadataJson(await scoring.describe(name, version)));
  if (what === 'status') {
    await scoring.describe(name, version);
    return sendJson(reply, statusJson(await scoring.versions(name), version));
  }
  const model = await scoring.describe(name, version);
  if (what !== 'predict') throw wrongMethod(what);
  const { inputs, rows, signature } = readPredict(bodyOf(request), model.inputs);
  if (signature !== undefined && signature !== '' && signature !== DEFAULT_SIGNATURE) {
    throw malformed(`Serving signature name: "${signature.slice(0, 100)}" not found in signature def`);
  }
  const { outputs } = await scoring.infer({ name, version, inputs });
  return sendJson(reply, predictJson(outputs, rows));
}

function asked({ method, url }: FastifyRequest): Asked {
  const [path] = url.split('?');
  const [, name, version, label, call, metadata] = PATH.exec(path) ?? [];
  const known = PATH.test(path) && (method === 'GET' ? call === undefined : call !== undefined);
  if (!known) throw malformed(`Malformed request: ${method} ${path}`);
  if (name === undefined) throw malformed('Missing model name in request.');
  if (version !== undefined && BigInt(version) > LARGEST_VERSION) throw malformed(`Failed to convert version: ${version} to numeric.`);
  if (label !== undefined) throw malformed(`Unrecognized servable version label: ${decoded(label)}`);
  const model = decoded(name);
  return { name: model, version: versionOf(model, version), what: (call ?? metadata ?? 'status').toLowerCase() };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw malformed(`Malformed request: "${part}" is not encoded as a part of a URL`);
  }
}

function bodyOf({ body }: FastifyRequest): unknown {
  const text = bytesOf(body).toString('utf8');
  if (text === '') throw malformed('JSON Parse error: The document is empty');
  try {
    return parseLoose(text);
  } catch {
    throw malformed('JSON Parse error: Invalid value.');
  }
}

function notFound({ url }: FastifyRequest): string {
  const [, name, version] = PATH.exec(url.split('?')[0]) ?? [];
  return `Servable not found for request: ${version === undefined ? `Latest(${name})` : `Specific(${name}, ${version})`}`;
}
