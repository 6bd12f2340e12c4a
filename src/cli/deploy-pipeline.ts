import { dirname, relative, resolve } from 'node:path';
import { type DocumentFault, MillraceError } from '../definition/index.js';
import type { DeployAnswer } from './answers.js';
import type { Client } from './client.js';
import { type LoadedPipeline, type PipelineReading, faultLine, readPipeline } from './load-pipeline.js';

/** Reads a document that must be whole. Error: `document_invalid` (poison) with every fault on a line of its own, as an editor makes it clickable. */
export async function readWhole(path: string): Promise<{ file: string; loaded: LoadedPipeline }> {
  const { file, loaded, faults } = await readPipeline(path);
  if (!loaded) throw faulty(faults);
  return { file, loaded };
}

/** Sends a pipeline to the server: first its model file, where it has one, then the document with its schemas. */
export async function deployPipeline(client: Client, file: string, loaded: LoadedPipeline): Promise<DeployAnswer> {
  const path = `/v1/pipelines/${encodeURIComponent(loaded.plan.pipeline)}`;
  const modelVersion = loaded.modelFile && (await registerModel(client, loaded.plan.pipeline, loaded.modelFile));
  const body = JSON.stringify({ ...documentBody(loaded), ...(modelVersion === undefined ? {} : { model_version: modelVersion }) });
  return withPlaces(file, () => client.call<DeployAnswer>({ method: 'PUT', path, body, headers: { 'content-type': 'application/json' } }));
}

/** The part of a request that every comparison needs. */
export function documentBody({ document, files }: LoadedPipeline): { document: string; files: Readonly<Record<string, string>> } {
  return { document, files };
}

/** The server names places by the document's own paths; here they become those of the files that were sent. */
export async function withPlaces<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MillraceError) || error.code !== 'document_invalid') throw error;
    const faults = (error.details?.faults ?? []) as readonly DocumentFault[];
    throw faulty(faults.map((fault) => ({ ...fault, file: fault.file === undefined ? file : relative(process.cwd(), resolve(dirname(file), fault.file)) })));
  }
}

async function registerModel(client: Client, name: string, bytes: Buffer): Promise<number> {
  const { version } = await client.call<{ version: number }>({
    method: 'POST',
    path: `/v1/registry/models/${encodeURIComponent(name)}`,
    body: new Uint8Array(bytes),
    headers: { 'content-type': 'application/octet-stream' },
  });
  return version;
}

function faulty(faults: PipelineReading['faults']): MillraceError {
  return new MillraceError('document_invalid', 'poison', `the pipeline document has faults:\n${faults.map(faultLine).join('\n')}`, { details: { faults } });
}
