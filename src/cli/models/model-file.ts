import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { MillraceError } from '../../definition/index.js';
import { otherWays } from './other-ways.js';

/** A file that may be a model. */
export interface ModelFile {
  readonly path: string;
  readonly format: 'onnx' | 'pickle';
  readonly bytes: Buffer;
  /** The file's name as a model's. */
  readonly name: string;
}

const PICKLES = new Set(['.joblib', '.pkl', '.pickle']);
/** How the files of other libraries begin. */
const FOREIGN: readonly (readonly [beginning: string, extensions: readonly string[], library: string | undefined, what: string])[] = [
  ['\x89HDF', [], 'keras', 'a Keras model'],
  ['PK\x03\x04', ['.keras'], 'keras', 'a Keras model'],
  ['PK\x03\x04', ['.pt', '.pth', '.bin'], 'torch', 'a PyTorch model'],
  ['PK\x03\x04', [], undefined, 'an archive'],
  ['{', [], 'xgboost', 'a JSON file, as XGBoost writes models'],
  ['tree\n', [], 'lightgbm', 'a LightGBM model'],
  ['CBM1', [], undefined, 'a CatBoost model'],
];
const LFS = 'version https://git-lfs';

/** Reads a file and tells by its beginning what it is. Errors: `file_missing`, `model_not_convertible`, `model_file_broken` (poison). */
export async function readModelFile(path: string): Promise<ModelFile> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new MillraceError('file_missing', 'poison', `there is no file ${path}: name an ONNX file, or a joblib file of scikit-learn`);
  if (found.isDirectory()) throw notConvertible(`${path} is a folder, as TensorFlow saves models`, 'tensorflow');
  const bytes = await readFile(path);
  const name = plainName(basename(path, extname(path)));
  return { path, bytes, name, format: formatOf(path, bytes) };
}

function formatOf(path: string, bytes: Buffer): ModelFile['format'] {
  const extension = extname(path).toLowerCase();
  if (bytes.length === 0) throw new MillraceError('model_file_broken', 'poison', `${path} is empty`);
  const head = bytes.subarray(0, LFS.length).toString('latin1');
  if (head === LFS) throw new MillraceError('model_file_broken', 'poison', `${path} is only a pointer to the model: fetch it with git lfs pull`);
  const foreign = FOREIGN.find(([beginning, extensions]) => head.startsWith(beginning) && (extensions.length === 0 || extensions.includes(extension)));
  if (foreign) throw notConvertible(`${path} is ${foreign[3]}`, foreign[2]);
  if (extension === '.onnx') return 'onnx';
  if (PICKLES.has(extension) || bytes[0] === 0x80) return 'pickle';
  throw notConvertible(`${path} is none of the files that can be added: .onnx, or .joblib, .pkl and .pickle of scikit-learn`);
}

function notConvertible(reason: string, library?: string): MillraceError {
  return new MillraceError('model_not_convertible', 'poison', `${reason}.\n${otherWays(library)}`);
}

/** Letters, digits, - and _ alone: a name with a dot would be a file for a pipeline. */
function plainName(text: string): string {
  return (
    text
      .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
      .replaceAll(/^[-_]+|-+$/g, '')
      .slice(0, 100) || 'model'
  );
}
