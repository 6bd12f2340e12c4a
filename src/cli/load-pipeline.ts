import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { type DocumentFault, MillraceError, type Plan, checkDocument, missingModelFile, modelFileOf } from '../definition/index.js';

/** A checked pipeline with the files that it names. */
export interface LoadedPipeline {
  readonly plan: Plan;
  readonly document: string;
  /** Text of each file that the document names, by its path relative to the document. */
  readonly files: Readonly<Record<string, string>>;
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
  const files: Record<string, string> = {};
  const { plan, faults } = checkDocument(document, (name) => {
    const text = readIfThere(resolve(folder, name));
    if (text !== undefined) files[name] = text;
    return text;
  });
  if (!plan) return { file, faults: faults.map((fault) => placed(fault, file, folder)) };
  const model = modelFileOf(plan);
  if (model === undefined) return { file, loaded: { plan, document, files }, faults: [] };
  try {
    return { file, loaded: { plan, document, files, modelFile: await readFile(resolve(folder, model)) }, faults: [] };
  } catch {
    return { file, faults: [{ ...missingModelFile(document, model), file }] };
  }
}

/** A fault of a schema names its file by the path from where the command runs, so that it can be clicked. */
function placed(fault: DocumentFault, file: string, folder: string): DocumentFault & { readonly file: string } {
  return { ...fault, file: fault.file === undefined ? file : relative(process.cwd(), resolve(folder, fault.file)) };
}

/** The same for one that must be whole. Errors: `file_missing`, `document_invalid` (poison) with every fault in its message. */
export async function loadPipeline(path: string): Promise<LoadedPipeline> {
  const { loaded, faults } = await readPipeline(path);
  if (loaded) return loaded;
  throw new MillraceError('document_invalid', 'poison', `the pipeline document has faults:\n${faults.map(faultLine).join('\n')}`, { details: { faults } });
}

/** The same where a file that is not there is a fault like any other. */
export async function readPipelineOrFault(path: string): Promise<PipelineReading> {
  try {
    return await readPipeline(path);
  } catch (error) {
    if (!(error instanceof MillraceError) || error.kind === 'fatal') throw error;
    return { file: path, faults: [{ file: path, path: '', line: 1, column: 1, code: error.code, message: error.message }] };
  }
}

/** A fault as editors and terminals make it clickable. */
export function faultLine({ file, line, column, message }: PipelineReading['faults'][number]): string {
  return `${file}:${line}:${column}: ${message}`;
}

/** The document itself, or the one of a folder. Error: `file_missing` (poison). */
export async function documentFile(path: string): Promise<string> {
  if (/\.(csv|ndjson|jsonl|tsv)(\.gz)?$/i.test(path))
    throw missing(`${path} is data, no pipeline document: make one of it with \`millrace init NAME --from ${path}\``);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw missing(`there is no file or folder ${path}: name a pipeline document, or the folder of its pipeline.yaml`);
  if (!found.isDirectory()) return path;
  const file = join(path, 'pipeline.yaml');
  if (await stat(file).catch(() => undefined)) return file;
  throw missing(`the folder ${path} has no pipeline.yaml: name one that has, or make one with \`millrace init NAME --from data.csv\``);
}

function missing(message: string): MillraceError {
  return new MillraceError('file_missing', 'poison', message);
}

/** Text of a file; undefined where there is none. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
