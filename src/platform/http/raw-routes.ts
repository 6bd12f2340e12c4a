import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What an error is to a caller: by HTTP and in words. */
export interface RawProblem {
  readonly status: number;
  readonly detail?: unknown;
  readonly code?: unknown;
}

export interface RawRouteParts {
  /** Lets the caller in by its `authorization` header, or throws. */
  readonly admit: (authorization: string | undefined) => Promise<unknown>;
  readonly problemOf: (error: unknown) => RawProblem;
  /** For what was not foreseen. */
  readonly logError: (error: unknown) => void;
}

/**
 * A part of the HTTP server in which bodies come as bytes whatever they are called, every caller is let in first, and errors have the form
 * that the caller's protocol knows. It goes past what the framework does for a request, for routes where that costs more than the work.
 */
export function guardRawRoutes(scope: FastifyInstance, parts: RawRouteParts, errorBody: (problem: RawProblem, request: FastifyRequest) => string): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  scope.addHook('onRequest', async (request) => {
    await parts.admit(request.headers.authorization);
  });
  scope.setErrorHandler((error, request, reply) => {
    const problem = parts.problemOf(error);
    if (problem.code === 'internal') parts.logError(error);
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    if (problem.status === 429 || problem.status === 503) void reply.header('retry-after', '1');
    return sendJson(reply.status(problem.status), errorBody(problem, request));
  });
}

export function sendJson(reply: FastifyReply, body: string): FastifyReply {
  return reply.header('content-type', 'application/json').send(body);
}

const NO_BYTES = Buffer.alloc(0);

export function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : NO_BYTES;
}
