import type { DocumentFault } from './document/yaml-reader.js';
import type { Plan } from './plan.js';

/** Path of the model, relative to the document, where the plan names a file; undefined where it names a model of the registry, or none. */
export function modelFileOf({ predict }: Pick<Plan, 'predict'>): string | undefined {
  return predict && /[./\\]/.test(predict.model) ? predict.model : undefined;
}

/** The fault of a document whose model file is not there, at the place that names it. */
export function missingModelFile(document: string, file: string): DocumentFault {
  const lines = document.split('\n');
  const line = Math.max(
    0,
    lines.findIndex((text) => text.includes(file)),
  );
  const column = Math.max(0, lines[line].indexOf(file));
  return { path: 'predict.model', line: line + 1, column: column + 1, code: 'file_missing', message: `there is no file ${file} beside the document` };
}
