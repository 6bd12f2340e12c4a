import type { OpenAPIObject } from '@nestjs/swagger';
import { type ErrorCode, errorCodes } from './error-codes.js';
import { problemType } from './problem.filter.js';

type Components = NonNullable<OpenAPIObject['components']>;
type Parts = { schemas: NonNullable<Components['schemas']>; responses: NonNullable<Components['responses']> };

const EVERY = [400, 401, 404, 409, 422, 500, 503];
const WITH_BODY = [408, 413, 415, 429, 504];
const TEXT: Readonly<Record<number, string>> = {
  400: 'The request is malformed',
  401: 'No valid key',
  404: 'There is no such thing; the nearest name is told',
  408: 'The request did not come in time',
  409: 'It is at odds with what stands already',
  413: 'Too large',
  415: 'A content type that is not taken here',
  422: 'Well-formed, and refused for what it says',
  429: 'More than can be taken now: again after `Retry-After`',
  500: 'The application failed',
  503: 'Not now: again after `Retry-After`',
  504: 'Not in time; what was sent is in the log',
};

/** Every status that a path may answer with a problem. */
export function problemResponses(_path: string, hasBody: boolean): Record<string, { $ref: string }> {
  const statuses = hasBody ? [...EVERY, ...WITH_BODY] : EVERY;
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));
}

/** A schema for problems, one for each code, and a response for each status. */
export function problemComponents(): Parts {
  const served = errorCodes().filter((one) => one.status !== null);
  const schemas = { Problem: PROBLEM, ...Object.fromEntries(served.map((one) => [`Problem.${one.code}`, problemSchema(one)])) };
  const responses = Object.fromEntries(Object.entries(TEXT).map(([status, text]) => [`Problem${status}`, problemResponse(Number(status), text, served)]));
  return { schemas, responses: responses as Parts['responses'] };
}

const PROBLEM = {
  description: 'An RFC 9457 problem. `type` leads to the page of its code; `code` is stable, the words of `detail` are not.',
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    code: { type: 'string' },
    detail: { type: 'string' },
    faults: { type: 'array', items: { type: 'object' } },
  },
};

function problemSchema({ code, meaning, status }: ErrorCode): object {
  return {
    description: meaning,
    allOf: [{ $ref: '#/components/schemas/Problem' }],
    properties: { type: { const: problemType(code) }, code: { const: code }, status: { type: 'integer', examples: [status] } },
  };
}

function problemResponse(status: number, description: string, served: readonly ErrorCode[]): object {
  const codes = served.filter((one) => one.status === status).map(({ code }) => `\`${code}\``);
  const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }], properties: { status: { const: status } } };
  const headers = {
    ...(status === 429 || status === 503 ? { 'Retry-After': { schema: { type: 'integer' } } } : {}),
    ...(status === 401 ? { 'WWW-Authenticate': { schema: { type: 'string' } } } : {}),
  };
  return {
    description: codes.length > 0 ? `${description}. Codes: ${codes.join(', ')}` : description,
    headers,
    content: { 'application/problem+json': { schema } },
  };
}
