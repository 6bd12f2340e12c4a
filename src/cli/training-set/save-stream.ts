import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MillraceError } from '../../definition/index.js';
import { UsageError } from '../problem.js';

/**
 * Writes what comes to a file, which has its name only once it is whole. Returns the bytes.
 * Errors: `usage` where the folder is not there; `broken_off` (retryable) when the stream ends early; what the file system says.
 */
export async function saveStream(stream: AsyncIterable<Uint8Array>, out: string, progress: (bytes: number) => void): Promise<number> {
  const draft = `${out}.part`;
  const file = await open(draft, 'w').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new UsageError(`there is no folder ${dirname(out)}: make it (mkdir -p ${dirname(out)}), or name another file with --out`);
  });
  let bytes = 0;
  try {
    for await (const chunk of pieces(stream)) {
      await file.write(chunk);
      bytes += chunk.length;
      progress(bytes);
    }
    await file.sync();
    await file.close();
    await rename(draft, out);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
  return bytes;
}

async function* pieces(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw new MillraceError('broken_off', 'retryable', 'the training set broke off before its end and was not kept: run the command again', { cause: error });
  }
}
