import { open } from 'node:fs/promises';
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet';
import { MillraceError } from '../../definition/index.js';

/** What ends a training set. `different` is the skew. */
export interface TrainingSummary {
  readonly rows: number;
  readonly warming: number;
  readonly compared: number;
  readonly different: number;
}

/** More than the last line of any set has. */
const TAIL_BYTES = 4096;

/** The summary in a file that was written. Error: `broken_off` (retryable) where there is none. */
export async function readSummary(file: string, format: string): Promise<TrainingSummary> {
  const text = format === 'parquet' ? await fromParquet(file) : await lastLine(file);
  if (text === undefined) throw new MillraceError('broken_off', 'retryable', `${file} has no summary at its end, so it is not whole: run the command again`);
  const value = JSON.parse(text) as TrainingSummary | { readonly summary: TrainingSummary };
  return 'summary' in value ? value.summary : value;
}

async function fromParquet(file: string): Promise<string | undefined> {
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file));
  return metadata.key_value_metadata?.find(({ key }) => key === 'millrace.summary')?.value;
}

async function lastLine(name: string): Promise<string | undefined> {
  const file = await open(name);
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(TAIL_BYTES), 0, TAIL_BYTES, from);
    const line = buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n').at(-1);
    return line?.startsWith('{"summary":') ? line : undefined;
  } finally {
    await file.close();
  }
}
