import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppModule, type AppParts } from './app.module.js';
import { MODEL_ROUTE, SCORING, type Scoring, addScoringRest } from './inference/index.js';
import { serveOpenApi } from './openapi.js';
import { ACCESS_CONTROL, type AccessControl, bearerToken } from './governance/index.js';
import { Readiness } from './monitoring/index.js';
import { nestLogger } from './platform/logging/index.js';
import { ProblemFilter, problemOf, sendProblem } from './problem.filter.js';
import { closeSilentConnections } from './silent-connections.js';

const KEEP_ALIVE_MS = 65_000;
/** A run's name has up to 127 characters, each up to three when it is encoded. */
const LONGEST_PARAMETER = 400;

/** The application with its HTTP face: bodies reach the controllers as bytes, NDJSON as a stream. */
export async function createHttpApp(parts: AppParts, logger: Logger): Promise<NestFastifyApplication> {
  const { limits } = parts.settings;
  const adapter = new FastifyAdapter({
    bodyLimit: limits.bodyBytes,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: 0,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    // What has no route yet, such as an address that cannot be decoded.
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => sendProblem(reply, problemOf(error)),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(parts), adapter, {
    logger: nestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  closeSilentConnections(fastify);
  // What is none of the following is refused with 415.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  fastify.addContentTypeParser('application/octet-stream', (request, payload, done) =>
    request.routeOptions.url === MODEL_ROUTE
      ? done(null, payload)
      : done(Object.assign(new Error('only models are sent as application/octet-stream: send events as JSON or NDJSON'), { statusCode: 415 })),
  );
  fastify.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload));
  app.useGlobalFilters(new ProblemFilter(logger));
  if (parts.settings.role === 'worker') return app;
  serveOpenApi(app);
  await addScoringRest(fastify, scoringParts(app, logger));
  return app;
}

function scoringParts(app: NestFastifyApplication, logger: Logger): Parameters<typeof addScoringRest>[1] {
  const readiness = app.get(Readiness);
  const access = app.get<AccessControl>(ACCESS_CONTROL);
  return {
    scoring: app.get<Scoring>(SCORING),
    admit: (authorization) => access.authenticate(bearerToken(authorization)),
    problemOf,
    ready: () => readiness.ready(),
    logError: (error) => logger.error({ err: error }, 'a scoring request failed'),
  };
}
