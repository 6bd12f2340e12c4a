import { object, schemaRef, time } from '../../../platform/http/index.js';

const example = { started_at: '2026-01-01T09:30:00.000Z', pipelines: [] };

/** JSON Schemas of what this module answers over HTTP; the composition root makes them components of the OpenAPI document. */
export const monitoringSchemas: Readonly<Record<string, object>> = {
  Status: object({ started_at: time, pipelines: { type: 'array', items: schemaRef('PipelineStatus') } }, { examples: [example] }),
  StatusLine: object(
    { status: schemaRef('Status'), predictions: { type: 'array', items: schemaRef('Prediction'), description: 'The newest' } },
    { description: 'A line of the stream', examples: [{ status: example, predictions: [] }] },
  ),
};
