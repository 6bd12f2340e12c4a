import { readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { MillraceError } from '../../definition/index.js';
import { type RuntimeModel, openArtifact } from '../../inference/index.js';
import type { Client } from '../client.js';
import { documentFile, readIfThere } from '../load-pipeline.js';
import { type Binding, bindModel } from './bind-model.js';
import { type Comparison, compareModel } from './compare-model.js';
import { type Conversion, convertModel } from './convert-model.js';
import { MODELS_PATH, type ModelAnswer } from './model-answers.js';
import { readModelFile } from './model-file.js';

export interface AddOptions {
  readonly name?: string | undefined;
  readonly pipeline?: string | undefined;
  readonly score?: string | undefined;
  readonly python?: string | undefined;
  readonly tell: (text: string) => void;
}

/** A model that was read, converted where it had to be, tried here, and bound: nothing is registered or written yet. */
export interface PreparedModel {
  readonly name: string;
  readonly bytes: Buffer;
  readonly conversion?: Conversion;
  readonly comparison?: Comparison;
  readonly pipeline?: { readonly file: string; readonly shown: string; readonly before: string; readonly binding: Binding };
}

/** Does all that can fail before anything is changed. Errors: those of `readModelFile`, `convertModel`, `compareModel` and `bindModel`. */
export async function prepareModel(path: string, options: AddOptions): Promise<PreparedModel> {
  const file = await readModelFile(path);
  const name = options.name ?? file.name;
  const document = options.pipeline === undefined ? undefined : await documentFile(options.pipeline);
  const converted = file.format === 'pickle' ? await convertModel(path, { name, python: options.python, tell: options.tell }) : undefined;
  const bytes = converted?.bytes ?? file.bytes;
  const model = await openArtifact(bytes);
  try {
    const comparison = converted && (await compareModel(model, converted.conversion));
    const pipeline = document === undefined ? undefined : await bound(document, name, model, options.score, converted?.conversion);
    return {
      name,
      bytes,
      ...(converted ? { conversion: converted.conversion } : {}),
      ...(comparison ? { comparison } : {}),
      ...(pipeline ? { pipeline } : {}),
    };
  } finally {
    await model.close();
  }
}

async function bound(
  document: string,
  name: string,
  { inputs, outputs }: RuntimeModel,
  score: string | undefined,
  conversion: Conversion | undefined,
): Promise<NonNullable<PreparedModel['pipeline']>> {
  const file = await realpath(document).catch(() => document);
  const before = await readFile(file, 'utf8').catch(() => {
    throw new MillraceError('file_missing', 'poison', `there is no ${document}: name a pipeline document, or the folder of its pipeline.yaml`);
  });
  const model = { name, inputs, outputs, features: conversion?.features ?? undefined, classes: conversion?.classes ?? undefined };
  return { file, shown: document, before, binding: bindModel(before, (path) => readIfThere(resolve(dirname(file), path)), model, score) };
}

/** Registers the model and then writes the document, which so never names a model that is not there. */
export async function addModel(client: Client, { name, bytes, pipeline }: PreparedModel): Promise<ModelAnswer> {
  const model = await client.call<ModelAnswer>({
    method: 'POST',
    path: `${MODELS_PATH}/${encodeURIComponent(name)}`,
    body: Uint8Array.from(bytes),
    headers: { 'content-type': 'application/octet-stream' },
  });
  if (pipeline) await writeDocument(pipeline);
  return model;
}

/** Whole or not at all, and not over what somebody else wrote meanwhile. Error: `document_changed` (retryable). */
async function writeDocument({ file, before, binding }: NonNullable<PreparedModel['pipeline']>): Promise<void> {
  if (binding.text === before) return;
  if ((await readFile(file, 'utf8')) !== before)
    throw new MillraceError('document_changed', 'retryable', `${file} was changed meanwhile and is left as it is: give the command again`);
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, binding.text, { mode: (await stat(file)).mode });
  await rename(draft, file);
}
