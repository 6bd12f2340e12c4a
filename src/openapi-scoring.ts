import type { OpenAPIObject } from '@nestjs/swagger';

type Json = Readonly<Record<string, unknown>>;

const NO_RECORD =
  'Scoring: tensors in, tensors out. Nothing is recorded, so what is promised of predictions (one for each event, answered once its record is durable, explained by it) does not cover it. Events are sent to a pipeline.';
const V2 = 'https://github.com/kserve/open-inference-protocol';
const TENSORFLOW_SERVING = 'https://www.tensorflow.org/tfx/serving/api_rest';
const OBJECT = { type: 'object' };
const ERROR = { type: 'object', required: ['error'], properties: { error: { type: 'string' } } };

/** Adds the paths of the scoring faces. Their bodies are those of the protocols, described where those are. */
export function addScoring(document: OpenAPIObject): void {
  const paths: Record<string, Json> = {
    '/v2/health/live': { get: operation('Whether the server lives', V2, { open: true }) },
    '/v2/health/ready': { get: operation('Whether the server is ready', V2, { open: true }) },
    '/v2': { get: operation('The server and its extensions', V2) },
    ...modelPaths('/v2/models/{model}', '/versions/{version}', {
      '': { get: operation('What a model takes and gives', V2) },
      '/ready': { get: operation('Whether a model is ready; it is loaded when it is not', V2) },
      '/infer': { post: operation('Run a model on tensors, in JSON or with binary tensors', V2, { body: true }) },
    }),
    ...modelPaths('/v1/models/{model}', '/versions/{version}', {
      '': { get: operation('The state of the versions of a model', TENSORFLOW_SERVING) },
      '/metadata': { get: operation('The signature of a model', TENSORFLOW_SERVING) },
      ':predict': { post: operation('Run a model on rows or columns', TENSORFLOW_SERVING, { body: true }) },
    }),
  };
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, one] of Object.entries(operations)) {
      (one as { operationId?: string }).operationId = `scoring_${method}${path.replaceAll(/[^A-Za-z0-9]+/g, '_')}`;
    }
  }
  document.paths = { ...document.paths, ...(paths as OpenAPIObject['paths']) };
}

/** Each operation for a model and for one of its versions. */
function modelPaths(model: string, version: string, operations: Readonly<Record<string, Readonly<Record<string, Json>>>>): Record<string, Json> {
  const under = (path: string, suffix: string, names: readonly string[]): [string, Json] => {
    const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
    return [path + suffix, Object.fromEntries(Object.entries(operations[suffix]).map(([method, one]) => [method, { ...one, parameters }]))];
  };
  return Object.fromEntries(
    Object.keys(operations).flatMap((suffix) => [under(model, suffix, ['model']), under(model + version, suffix, ['model', 'version'])]),
  );
}

function operation(summary: string, url: string, { open = false, body = false } = {}): Json {
  const json = (description: string, schema: Json) => ({ description, content: { 'application/json': { schema } } });
  const failures = ['400', ...(open ? [] : ['401', '404']), '429', '503'].map((status) => [status, json('What is wrong, in words', ERROR)]);
  return {
    tags: ['scoring'],
    summary,
    description: NO_RECORD,
    externalDocs: { url },
    ...(open ? {} : { security: [{ bearer: [] }] }),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: OBJECT } } } } : {}),
    responses: { '200': json('As the protocol says', OBJECT), ...Object.fromEntries(failures) },
  };
}
