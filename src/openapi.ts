import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { inferenceSchemas } from './inference/index.js';
import { ingestionSchemas } from './ingestion/index.js';
import { monitoringSchemas } from './monitoring/index.js';
import { addScoring } from './openapi-scoring.js';
import { addPipelines } from './openapi-pipelines.js';
import { PROBLEM, describeProblems } from './openapi-problems.js';
import { Pipelines, processingSchemas } from './processing/index.js';

type Responses = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>;

/** Serves the OpenAPI 3.1 document as JSON at /docs-json and as pages at /docs, with the pipelines that are deployed at that moment. */
export function serveOpenApi(app: NestFastifyApplication): void {
  const general = (): OpenAPIObject => generalDocument(app);
  let known: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, general, {
    jsonDocumentUrl: 'docs-json',
    yamlDocumentUrl: 'docs-yaml',
    customSiteTitle: 'Millrace API',
    patchDocumentOnRequest: () => describePipelines((known ??= general()), app),
  });
}

function describePipelines(general: OpenAPIObject, app: NestFastifyApplication): OpenAPIObject {
  const document = structuredClone(general);
  addPipelines(
    document,
    app
      .get(Pipelines)
      .all()
      .filter((run) => run.live)
      .map((run) => run.bound.plan),
  );
  const responses = new Map<string, object>();
  for (const [path, operations] of Object.entries(document.paths)) {
    // The scoring faces have the errors of their protocols.
    if (path.startsWith('/v2') || path.startsWith('/v1/models/')) continue;
    for (const operation of Object.values(operations as Record<string, Parameters<typeof describeProblems>[1]>)) describeProblems(path, operation, responses);
  }
  document.components = { ...document.components, responses: Object.fromEntries(responses) as Responses };
  return document;
}

function generalDocument(app: NestFastifyApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, head());
  addScoring(document);
  const own = { ...ingestionSchemas, ...inferenceSchemas, ...processingSchemas, ...monitoringSchemas, Problem: PROBLEM } as NonNullable<
    NonNullable<OpenAPIObject['components']>['schemas']
  >;
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...own } };
  return document;
}

function head(): ReturnType<DocumentBuilder['build']> {
  return new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Millrace')
    .setDescription(
      'Events in, predictions out, and a proof of every one. Errors are RFC 9457 problems; each operation lists those that it can answer, and a fault of the application itself is a 500 with the code `internal`. Each deployed pipeline has paths of its own beside the general ones.',
    )
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .setVersion('1')
    .addBearerAuth()
    .build();
}
