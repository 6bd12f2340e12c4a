import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { MillraceError } from './definition/index.js';

/** HTTP status of each code that is not told by its kind alone. */
const STATUS: Readonly<Record<string, number>> = {
  unauthenticated: 401,
  source_unknown: 404,
  type_unknown: 404,
  log_unknown: 404,
  pipeline_unknown: 404,
  document_invalid: 422,
  prediction_unknown: 404,
  model_unknown: 404,
  run_unknown: 404,
  not_quarantined: 404,
  already_retried: 409,
  quarantine_dropped: 409,
  retry_unchanged: 422,
  id_reused: 409,
  cursor_ahead: 409,
  producer_gap: 409,
  source_conflict: 409,
  source_changed: 409,
  no_previous_version: 409,
  state_changed: 409,
  pipeline_changed: 409,
  model_changed: 409,
  model_incompatible: 409,
  event_too_large: 413,
  model_too_large: 413,
  model_unreadable: 422,
  schema: 422,
  late: 422,
  future: 422,
  rule: 422,
  not_finite: 422,
  crash: 422,
  model_failed: 422,
  no_prediction: 422,
  time_out_of_range: 422,
  intake_full: 429,
  deadline: 504,
};
const BY_KIND = { poison: 400, retryable: 503, fatal: 500 } as const;
const RETRY_AFTER_SECONDS = 1;

/** The HTTP status of a known error. */
export function httpStatusOf(error: MillraceError): number {
  return STATUS[error.code] ?? BY_KIND[error.kind];
}

/** Every error leaves as an RFC 9457 problem; what we did not foresee is logged and says nothing of the inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(error);
    if (problem.status === 500) this.logger.error({ err: error, url: request.url }, 'a request failed');
    if (reply.sent) return;
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    // The event is in the log: this is where its prediction will be.
    if (problem.code === 'deadline' && typeof problem.id === 'string') void reply.header('location', `${request.url.split('?')[0]}/${problem.id}`);
    if (problem.status === 429 || problem.status === 503) void reply.header('retry-after', String(RETRY_AFTER_SECONDS));
    sendProblem(reply, problem);
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): void {
  void reply.status(problem.status).header('content-type', 'application/problem+json').send(JSON.stringify(problem));
}

export type Problem = { readonly status: number } & Readonly<Record<string, unknown>>;

/** The problem document of an error; the status of one that was not foreseen is 500. */
export function problemOf(error: unknown): Problem {
  if (error instanceof MillraceError) {
    const status = httpStatusOf(error);
    return { type: problemType(error.code), title: error.code.replaceAll('_', ' '), status, code: error.code, detail: error.message, ...error.details };
  }
  if (error instanceof HttpException) {
    const response = error.getResponse();
    // Probes answer with the report of every check, as their readers expect.
    if (typeof response === 'object' && 'details' in response) return { ...response, status: error.getStatus() };
    return plainProblem(error.getStatus(), error.message);
  }
  const status = statusOf(error);
  return plainProblem(status, status >= 500 ? 'the request failed; the log of the application says why' : (error as Error).message);
}

/** Names a code for ever; the application serves the page of each under the same path. */
export function problemType(code: string): string {
  return `https://millrace.dev/errors/${code}`;
}

/** Fastify's own errors (a body too large, an unknown content type) bear their status. */
function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

function plainProblem(status: number, detail: string): Problem {
  return { type: 'about:blank', title: status >= 500 ? 'internal error' : 'request refused', status, code: status >= 500 ? 'internal' : 'refused', detail };
}
