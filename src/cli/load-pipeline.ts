import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type DocumentFault, MillraceError, type Plan, checkDocument } from '../definition/index.js';

/** A checked pipeline with the files that it names. */
export interface LoadedPipeline {
  readonly plan: Plan;
  readonly document: string;
  readonly modelFile?: Buffer;
}

/** What reading a document came to: the pipeline, or every fault with its file. */
export interface PipelineReading {
  readonly file: string;
  readonly loaded?: LoadedPipeline;
  readonly faults: readonly (DocumentFault & { readonly file: string })[];
}

/** Reads a document, or the pipeline.yaml of a folder, with its schemas and model file. Error: `file_missing` (poison). */
export async function readPipeline(path: string): Promise<PipelineReading> {
  const file = await documentFile(path);
  const document = await readFile(file, 'utf8');
  const folder = dirname(resolve(file));
  const { plan, faults } = checkDocument(document, (name) => readIfThere(resolve(folder, name)));
  if (!plan) return { file, faults: faults.map((fault) => ({ ...fault, file: fault.file ?? file })) };
  const model = plan.predict?.model;
  if (model === undefined || !/[./\\]/.test(model)) return { file, loaded: { plan, document }, faults: [] };
  try {
    return { file, loaded: { plan, document, modelFile: await readFile(resolve(folder, model)) }, faults: [] };
  } catch {
    const line = document.split('\n').findIndex((text) => text.includes(model)) + 1;
    const fault = {
      path: 'predict.model',
      line,
      column: (document.split('\n')[line - 1] ?? '').indexOf(model) + 1,
      code: 'file_missing',
      message: `there is no file ${model} beside the document`,
      file,
    };
    return { file, faults: [fault] };
  }
}

/** The same for one that must be whole. Errors: `file_missing`, `document_invalid` (poison) with every fault in its message. */
export async function loadPipeline(path: string): Promise<LoadedPipeline> {
  const { loaded, faults } = await readPipeline(path);
  if (loaded) return loaded;
  throw new MillraceError('document_invalid', 'poison', `the pipeline document has faults:\n${faults.map(faultLine).join('\n')}`, { details: { faults } });
}

/** A fault as editors and terminals make it clickable. */
export function faultLine({ file, line, column, message }: PipelineReading['faults'][number]): string {
  return `${file}:${line}:${column}: ${message}`;
}

async function documentFile(path: string): Promise<string> {
  try {
    return (await stat(path)).isDirectory() ? join(path, 'pipeline.yaml') : path;
  } catch (error) {
    throw new MillraceError('file_missing', 'poison', `there is no file or folder ${path}: name a pipeline document, or the folder of its pipeline.yaml`, {
      cause: error,
    });
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
