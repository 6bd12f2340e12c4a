import { chmod, open, stat, truncate, type FileHandle } from 'node:fs/promises';
import { giveTo, unwritable, type DataFolder } from './data-folder.js';

const LIMIT_BYTES = 10 * 1024 * 1024;
const TAIL_BYTES = 8 * 1024;

/** Opens the server's log for appending, emptied when it has grown above 10 MB; `size` is where new lines begin, in bytes. */
export async function openServerLog(folder: DataFolder, server: { uid?: number; gid?: number }): Promise<{ handle: FileHandle; size: number }> {
  try {
    const handle = await open(folder.log, 'a', 0o600);
    if ((await handle.stat()).size > LIMIT_BYTES) await truncate(folder.log);
    await chmod(folder.log, 0o600);
    await giveTo(folder.log, server);
    return { handle, size: (await handle.stat()).size };
  } catch (error) {
    throw unwritable(folder.log, error);
  }
}

/** In bytes; 0 when there is no log. */
export async function serverLogSize(folder: DataFolder): Promise<number> {
  return (await stat(folder.log).catch(() => ({ size: 0 }))).size;
}

/** The last lines of the log that were written after `start` (bytes); empty when there are none. */
export async function serverLogTail(folder: DataFolder, start: number): Promise<string> {
  const handle = await open(folder.log, 'r').catch(() => undefined);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const from = Math.max(start, size - TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(size - from, 0)), 0, Math.max(size - from, 0), from);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
