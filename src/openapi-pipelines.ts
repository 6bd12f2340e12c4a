import type { OpenAPIObject } from '@nestjs/swagger';
import type { EventPlan, Plan } from './definition/index.js';

type Paths = OpenAPIObject['paths'];
type Json = Record<string, unknown>;

/** Adds to each path that a pipeline goes by one that names it, with its own event and answer types. */
export function addPipelines(document: OpenAPIObject, plans: readonly Plan[]): void {
  const schemas = (document.components?.schemas ?? {}) as Json;
  for (const plan of plans) {
    for (const event of plan.events) schemas[eventName(plan, event)] = eventSchema(plan, event);
    const predicts = plan.predict !== undefined;
    if (predicts) schemas[answerName(plan)] = answerSchema(plan);
    for (const [path, operations] of Object.entries(document.paths)) {
      const concrete = pathsOf(path, plan, predicts);
      for (const [name, event] of concrete) document.paths[name] = named(operations, name, plan, event);
    }
  }
}

/** The paths that a general one becomes for a pipeline, each with the event type that it takes where it takes one. */
function pathsOf(path: string, plan: Plan, predicts: boolean): [string, EventPlan | undefined][] {
  if (path === '/v1/events/{source}') return [[`/v1/events/${plan.source}`, undefined]];
  if (path === '/v1/events/{source}/{type}') return plan.events.map((event) => [`/v1/events/${plan.source}/${event.type}`, event]);
  if (!path.startsWith('/v1/pipelines/{pipeline}/')) return [];
  if (path.includes('/predictions') && !predicts) return [];
  const on = plan.events.find((event) => event.type === plan.on);
  return [[path.replace('{pipeline}', plan.pipeline), path.endsWith('/predictions') ? on : undefined]];
}

/** The operations under a path of their own: parameters that the path holds already are gone, types are the pipeline's. */
function named(operations: Paths[string], path: string, plan: Plan, event: EventPlan | undefined): Paths[string] {
  const answer = plan.predict === undefined ? {} : { [schemaRef('Prediction')]: schemaRef(answerName(plan)) };
  const body = event === undefined ? {} : { [schemaRef('Event')]: schemaRef(eventName(plan, event)) };
  const copy = replaceRefs(operations, { ...answer, ...body }) as Record<string, Json & { parameters?: { in: string; name: string }[] }>;
  for (const [method, operation] of Object.entries(copy)) {
    operation.parameters = (operation.parameters ?? []).filter((one) => one.in !== 'path' || path.includes(`{${one.name}}`));
    operation.operationId = `${plan.pipeline}_${method}_${path.replaceAll(/[^A-Za-z0-9]+/g, '_')}`;
    operation.tags = [plan.pipeline];
  }
  return copy;
}

function answerSchema(plan: Plan): object {
  const names = plan.vector.map((f) => plan.features[f].name);
  return {
    description: `A prediction of ${plan.pipeline}, with its features by name`,
    allOf: [{ $ref: schemaRef('Prediction') }],
    properties: {
      features: {
        type: 'object',
        required: names,
        properties: Object.fromEntries(names.map((name) => [name, { type: 'number' }])),
        additionalProperties: false,
      },
    },
  };
}

/** The event's schema as it was given, its own references led to where it stands here. */
function eventSchema(plan: Plan, event: EventPlan): object {
  const { $schema: _, $id: __, ...schema } = event.schema;
  return replaceRefs({ ...schema, examples: [exampleOf(schema)] }, {}, schemaRef(eventName(plan, event))) as object;
}

/** An event made of the examples of its fields. */
function exampleOf(schema: Readonly<Json>): Json {
  const properties = (schema.properties ?? {}) as Record<string, { examples?: unknown[] }>;
  return Object.fromEntries(Object.entries(properties).flatMap(([name, { examples }]) => (examples?.length ? [[name, examples[0]]] : [])));
}

/** A copy with `$ref`s replaced; those into the schema itself (`#/$defs/...`) lead to `base`. */
function replaceRefs(value: unknown, to: Readonly<Record<string, string>>, base?: string): unknown {
  if (Array.isArray(value)) return value.map((one) => replaceRefs(one, to, base));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (name !== '$ref' || typeof inner !== 'string') return [name, replaceRefs(inner, to, base)];
      if (base !== undefined && inner.startsWith('#')) return [name, inner === '#' ? base : `${base}${inner.slice(1)}`];
      return [name, to[inner] ?? inner];
    }),
  );
}

const schemaRef = (name: string): string => `#/components/schemas/${name}`;
const eventName = (plan: Plan, event: EventPlan): string => `${plan.source}.${event.type}`;
const answerName = (plan: Plan): string => `${plan.pipeline}.Prediction`;
