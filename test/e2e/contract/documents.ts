import { readFile } from 'node:fs/promises';

const FOLDER = 'pipelines/card-fraud';
const SCHEMAS = ['schemas/payment.json', 'schemas/chargeback.json'];

export interface DeploymentBody {
  readonly document: string;
  readonly files: Readonly<Record<string, string>>;
  readonly model_version?: number;
}

/** The example pipeline as a client sends it, with something replaced. */
export async function exampleDeployment(...changes: readonly (readonly [string, string])[]): Promise<DeploymentBody> {
  let document = await readFile(`${FOLDER}/pipeline.yaml`, 'utf8');
  for (const [from, to] of changes) {
    if (!document.includes(from)) throw new Error(`the example holds no "${from}"`);
    document = document.replace(from, to);
  }
  const files = Object.fromEntries(await Promise.all(SCHEMAS.map(async (name) => [name, await readFile(`${FOLDER}/${name}`, 'utf8')] as const)));
  return { document, files, model_version: 1 };
}

/** A pipeline over a source of its own that predicts nothing. */
export function plainDeployment(pipeline: string, title = 'Reading'): DeploymentBody {
  const schema = {
    title,
    type: 'object',
    required: ['id', 'at', 'sensor', 'value'],
    properties: { id: { type: 'string' }, at: { type: 'string', format: 'date-time' }, sensor: { type: 'string' }, value: { type: 'number' } },
    additionalProperties: false,
  };
  const document = [
    `pipeline: ${pipeline}`,
    'source: readings',
    'events:',
    '  reading: { schema: reading.json, id: id, time: at, key: sensor, lateness: 10m }',
    'features:',
    '  value: event.value',
    '',
  ].join('\n');
  return { document, files: { 'reading.json': JSON.stringify(schema) } };
}

export const exampleModel = (): Promise<Buffer> => readFile(`${FOLDER}/card-fraud.onnx`);
