import { type ErrorCode, errorCodes } from './error-codes.js';
import { PROBLEM_CODES, object, schemaRef } from './platform/http/index.js';
import { problemType } from './problem.filter.js';

interface Operation {
  [PROBLEM_CODES]?: readonly string[];
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly requestBody?: object;
  responses: Record<string, object>;
}

/** What the server says of a request before any route has it, or when there is none. */
const REFUSED = 'refused';
/** Any request that bears a key may be told so. */
const OF_KEYS = ['unauthenticated', 'access_unavailable'];
const TEXT: Readonly<Record<number, string>> = {
  400: 'The request is malformed',
  401: 'No valid key',
  404: 'There is no such thing; the nearest name is told',
  409: 'It is at odds with what stands already',
  413: 'Too large',
  414: 'A part of the path is too long',
  415: 'A content type that is not taken here',
  422: 'Well-formed, and refused for what it says',
  429: 'More than can be taken now: again after `Retry-After`',
  500: 'What is stored is not what it should be: a person must look',
  503: 'Not now: again after `Retry-After`',
  504: 'Not in time; what was sent is in the log',
};

/** Codes in a name; more are named after the first operation that has them. */
const NAMED_CODES = 2;

/**
 * Puts the problems that an operation names by their codes among its responses, each under the status that it has.
 * @param responses of the document's components; equal ones are one
 */
export function describeProblems(path: string, operation: Operation, responses: Map<string, object>): void {
  const { [PROBLEM_CODES]: named = [], requestBody, security } = operation;
  delete operation[PROBLEM_CODES];
  const codes = byStatus([...(security ? OF_KEYS : []), ...named]);
  for (const status of refusals(path, requestBody !== undefined)) codes.set(status, [...(codes.get(status) ?? []), REFUSED]);
  const problems = [...codes].map(([status, some]) => {
    const name = nameOf(operation, status, some, responses);
    return [String(status), { $ref: `#/components/responses/${name}` }] as const;
  });
  operation.responses = { ...Object.fromEntries(problems), ...operation.responses };
}

function nameOf({ operationId }: Operation, status: number, codes: readonly string[], responses: Map<string, object>): string {
  const response = problemResponse(status, codes);
  const same = [...responses].find(([, other]) => JSON.stringify(other) === JSON.stringify(response));
  if (same) return same[0];
  const name = [status, ...(codes.length <= NAMED_CODES ? codes : [operationId])].join('.');
  responses.set(name, response);
  return name;
}

function refusals(path: string, hasBody: boolean): number[] {
  return [...(path.includes('{') || hasBody ? [400] : []), ...(path.includes('{') ? [414] : []), ...(hasBody ? [413, 415] : [])];
}

function byStatus(names: readonly string[]): Map<number, string[]> {
  const codes = new Map<number, string[]>();
  for (const name of new Set(names)) {
    const status = served().get(name)?.status;
    if (status === undefined || status === null) throw new Error(`an operation names the problem "${name}", which is never answered over HTTP`);
    codes.set(status, [...(codes.get(status) ?? []), name]);
  }
  return codes;
}

let known: ReadonlyMap<string, ErrorCode> | undefined;
const served = (): ReadonlyMap<string, ErrorCode> => (known ??= new Map(errorCodes().flatMap((one) => (one.status === null ? [] : [[one.code, one]]))));

/** The schema that every problem keeps to. */
export const PROBLEM = {
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
  examples: [
    {
      ...{ type: problemType('pipeline_unknown'), title: 'pipeline unknown', status: 404, code: 'pipeline_unknown' },
      detail: 'there is no pipeline or run "card-frud": did you mean "card-fraud"?',
    },
  ],
};

function problemResponse(status: number, codes: readonly string[]): object {
  const schema = { allOf: [schemaRef('Problem')], ...object({ status: { const: status }, code: { enum: codes } }) };
  const headers = {
    ...(status === 429 || status === 503 ? { 'Retry-After': { schema: { type: 'integer' } } } : {}),
    ...(status === 401 ? { 'WWW-Authenticate': { schema: { type: 'string' } } } : {}),
  };
  return {
    description: TEXT[status],
    headers,
    content: { 'application/problem+json': { schema } },
  };
}
