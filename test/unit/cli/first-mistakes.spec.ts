import 'reflect-metadata';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findServer } from '../../../src/cli/find-server.js';
import { documentFile } from '../../../src/cli/load-pipeline.js';
import { inputOf, lineTexts, openInput } from '../../../src/cli/send/input-file.js';
import { readMapping } from '../../../src/cli/send/read-mapping.js';

describe('what a newcomer types', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-mistakes-'));
    await writeFile(join(folder, 'payments.csv'), 'a\n1\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('a data file that is not there', async () => {
    await expect(openInput(join(folder, 'payment.csv'))).rejects.toThrow(`did you mean ${join(folder, 'payments.csv')}?`);
    await expect(openInput(join(folder, 'something-else'))).rejects.toThrow('has payments.csv');
    await expect(openInput(join(folder, 'none', 'x.csv'))).rejects.toThrow(`nor the folder ${join(folder, 'none')}`);
  });

  it('data, or a folder without a document, where a pipeline is wanted', async () => {
    await expect(documentFile(join(folder, 'payments.csv'))).rejects.toThrow(/is data, no pipeline document: make one of it with `millrace init NAME --from/);
    await expect(documentFile(folder)).rejects.toThrow(/has no pipeline\.yaml.*millrace init/);
    await expect(documentFile(join(folder, 'nope'))).rejects.toThrow('there is no file or folder');
  });

  it('a map that is not there, and an address that is none', async () => {
    await expect(readMapping({ map: join(folder, 'nope.yaml') })).rejects.toThrow(/there is no map .*`millrace init` writes/);
    await expect(findServer({ url: 'http://127.0.0.1:port' }, {})).rejects.toThrow('is no address of a server: write it as http://127.0.0.1:3000');
  });

  it('a file as Windows or Excel saves it', async () => {
    const read = async (bytes: Buffer) => {
      async function* chunks(): AsyncGenerator<Buffer> {
        yield await Promise.resolve(bytes);
      }
      for await (const _ of lineTexts(inputOf('x.csv', bytes.length, chunks())));
    };
    await expect(read(Buffer.from([0x61, 0xe4, 0x0a]))).rejects.toThrow('iconv -f WINDOWS-1252 -t UTF-8 x.csv');
    await expect(read(Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x0a]))).rejects.toThrow('iconv -f UTF-16 -t UTF-8 x.csv');
  });
});
