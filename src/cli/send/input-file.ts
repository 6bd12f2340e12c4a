import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { MillraceError, nearest } from '../../definition/index.js';
import { UsageError } from '../problem.js';

const CHUNK_BYTES = 64 * 1024;
/** A line longer than this is no line: the file is not what it seems to be. */
const LONGEST_LINE_BYTES = 64 * 1024 * 1024;

/** A file, or the standard input, as it is read. */
export interface InputFile {
  readonly name: string;
  /** Size in bytes as it lies on disk; undefined for a pipe. */
  readonly size: number | undefined;
  /** Bytes of it that were read so far, before unpacking. */
  bytesRead(): number;
  /** The bytes, unpacked where the file is packed with gzip. */
  readonly chunks: AsyncIterable<Buffer>;
}

/** Opens FILE, or the standard input for `-`. Error: UsageError where there is no such file. */
export async function openInput(file: string): Promise<InputFile> {
  if (file === '-') return inputOf('standard input', undefined, process.stdin);
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new UsageError(`${file} is a folder: name a CSV or NDJSON file`);
    return inputOf(file, found.isFile() ? found.size : undefined, createReadStream(file, { highWaterMark: CHUNK_BYTES }));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') throw new UsageError(`there is no file ${file}${await namesBeside(file)}`);
    throw new UsageError(`${file} cannot be read: ${error.message}`);
  }
}

const DATA_FILE = /\.(csv|tsv|ndjson|jsonl|json|txt)(\.gz)?$/i;
const NAMES_TOLD = 8;

/** What may have been meant: the data files of the same folder. */
async function namesBeside(file: string): Promise<string> {
  const folder = dirname(file);
  const names = (await readdir(folder).catch(() => undefined))?.filter((name) => DATA_FILE.test(name));
  if (!names) return `, nor the folder ${folder}`;
  const near = nearest(basename(file), names);
  if (near !== undefined) return `: did you mean ${join(folder, near)}?`;
  return names.length === 0 ? '' : `; ${folder === '.' ? 'here' : folder} has ${names.slice(0, NAMES_TOLD).join(', ')}`;
}

/** As `openInput`, of any stream of bytes. */
export function inputOf(name: string, size: number | undefined, stream: AsyncIterable<Buffer>): InputFile {
  let bytes = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of stream) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  return { name, size, bytesRead: () => bytes, chunks: unpacked(counted(), name) };
}

async function* unpacked(chunks: AsyncGenerator<Buffer>, name: string): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  const whole = joined(head, chunks);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* whole;
    return;
  }
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // The callback only keeps a failure of the source from going unheard; the loop below gets it too.
  pipeline(Readable.from(whole), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    throw new MillraceError('input_damaged', 'poison', `${name} cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

async function* joined(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  yield* rest;
}

/** What the bytes most likely are: as Windows saves text, unless they begin as UTF-16 does. */
function encodingOf(bytes: Buffer): string {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) ? 'UTF-16' : 'WINDOWS-1252';
}

/**
 * Cuts bytes into texts of whole lines; only the last may lack its newline. A byte order mark is dropped.
 * Errors: `invalid_utf8`, `line_too_long` (poison).
 */
export async function* lineTexts(input: InputFile): AsyncGenerator<string> {
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let first = true;
  const textOf = (bytes: Buffer): string => {
    if (!isUtf8(bytes))
      throw new MillraceError(
        'invalid_utf8',
        'poison',
        `${input.name} is not UTF-8: convert it first, for example with \`iconv -f ${encodingOf(bytes)} -t UTF-8 ${input.name} > utf8.csv\``,
      );
    const text = bytes.toString('utf8');
    const bare = first && text.startsWith('\ufeff') ? text.slice(1) : text;
    first = false;
    return bare;
  };
  for await (const chunk of input.chunks) {
    const end = chunk.lastIndexOf(0x0a) + 1;
    if (end > 0) {
      yield textOf(keptBytes > 0 ? Buffer.concat([...kept, chunk.subarray(0, end)]) : chunk.subarray(0, end));
      kept = [];
      keptBytes = 0;
    }
    if (end < chunk.length) kept.push(chunk.subarray(end));
    keptBytes += chunk.length - end;
    if (keptBytes > LONGEST_LINE_BYTES)
      throw new MillraceError('line_too_long', 'poison', `${input.name} has a line of more than ${LONGEST_LINE_BYTES} bytes: is it CSV or NDJSON?`);
  }
  if (keptBytes > 0) yield textOf(Buffer.concat(kept));
}
