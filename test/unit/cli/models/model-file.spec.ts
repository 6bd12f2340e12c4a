import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readModelFile } from '../../../../src/cli/models/model-file.js';
import { bareEnvironment, packageEnvironment } from '../../../../src/cli/models/python.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-files-'));
});
afterAll(async () => rm(folder, { recursive: true }));

async function read(name: string, text: string): Promise<unknown> {
  await writeFile(join(folder, name), text, 'latin1');
  return readModelFile(join(folder, name));
}

describe('a file of a model', () => {
  it.each([
    ['fraud forest.v2.onnx', '\x08\x08', { format: 'onnx', name: 'fraud-forest-v2' }],
    ['model.joblib', '\x80\x04', { format: 'pickle', name: 'model' }],
    ['packed.pkl', 'x\x9c', { format: 'pickle' }],
    ['noname', '\x80\x05', { format: 'pickle' }],
  ])('%s is told by name and beginning', async (name, text, expected) => {
    expect(await read(name, text)).toMatchObject(expected);
  });

  it.each([
    ['m.json', '{"learner": {}}', 'model_not_convertible', 'convert_xgboost'],
    ['m.txt', 'tree\nversion=v4', 'model_not_convertible', 'convert_lightgbm'],
    ['m.h5', '\x89HDF\r\n', 'model_not_convertible', 'tf2onnx'],
    ['m.keras', 'PK\x03\x04', 'model_not_convertible', 'tf2onnx'],
    ['m.pt', 'PK\x03\x04', 'model_not_convertible', 'torch.onnx.export'],
    ['m.bin', 'abc', 'model_not_convertible', 'none of the files that can be added'],
    ['m.onnx', 'version https://git-lfs.github.com/spec/v1\n', 'model_file_broken', 'git lfs pull'],
    ['e.onnx', '', 'model_file_broken', 'is empty'],
  ])('%s is refused with the way on', async (name, text, code, told) => {
    await expect(read(name, text)).rejects.toMatchObject({ code, message: expect.stringContaining(told) });
  });

  it('a folder, and no file at all', async () => {
    await expect(readModelFile(folder)).rejects.toMatchObject({ code: 'model_not_convertible', message: expect.stringContaining('--saved-model FOLDER') });
    await expect(readModelFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'file_missing' });
  });
});

describe('the environment of code that is not ours', () => {
  const all = {
    PATH: '/bin',
    HOME: '/h',
    LANG: 'C',
    PIP_INDEX_URL: 'u',
    HTTPS_PROXY: 'p',
    MILLRACE_ADMIN_KEY: 'k',
    AWS_SECRET_ACCESS_KEY: 's',
    PGPASSWORD: 'w',
  };

  it('has none of the keys, and for the model not even a home', () => {
    expect(bareEnvironment(all)).toEqual({ PATH: '/bin', LANG: 'C' });
    expect(packageEnvironment(all)).toEqual({ PATH: '/bin', LANG: 'C', HOME: '/h', PIP_INDEX_URL: 'u', HTTPS_PROXY: 'p' });
  });
});
