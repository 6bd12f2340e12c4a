import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { InputFile } from './input-file.js';

const PART_BYTES = 64 * 1024;

/** The file's name without folders and endings, fit for the name of a run: letters, digits, dots, underscores and dashes. */
export function plainName(file: string): string {
  const bare = basename(file)
    .replace(/\.gz$/i, '')
    .replace(/\.(csv|ndjson|jsonl|json|txt)$/i, '');
  const fit = bare.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return fit.slice(0, 50).replace(/[^A-Za-z0-9]+$/, '') || 'file';
}

/**
 * Names the sequence of lines that a file makes: `<file>-<digest>`. The digest is of the file's size, beginning and end and of how it is
 * mapped, so that the same file goes on where it stopped, while another one of the same name, or another map, is not taken for it and
 * skipped. A pipe cannot be read twice: it gets a name of its own each time.
 */
export async function producerName(input: InputFile, how: readonly string[]): Promise<string> {
  if (input.size === undefined) return `stdin-${randomBytes(6).toString('hex')}`;
  const digest = createHash('sha256').update(JSON.stringify([input.size, ...how]));
  const file = await open(input.name);
  try {
    for (const from of new Set([0, Math.max(0, input.size - PART_BYTES)])) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(PART_BYTES), 0, PART_BYTES, from);
      digest.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return `${plainName(input.name)}-${digest.digest('hex').slice(0, 12)}`;
}
