import type { Readable } from 'node:stream';
import { MillraceError } from '../../../definition/index.js';
import { LARGEST_BYTES, modelTooLarge } from '../../application/register-model.js';

/**
 * Gathers the bytes of a model from a request, never more than a model may have: a length that is told is refused before anything is read.
 * Errors: `malformed`, `model_too_large` (poison).
 */
export async function readArtifact(body: unknown, toldBytes: string | undefined): Promise<Buffer> {
  if (Number(toldBytes ?? 0) > LARGEST_BYTES) throw modelTooLarge();
  if (!isStream(body)) throw new MillraceError('malformed', 'poison', 'send the bytes of the ONNX file as application/octet-stream');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_BYTES) throw modelTooLarge();
    parts.push(part);
  }
  if (size === 0) throw new MillraceError('malformed', 'poison', 'the request has no body: send the bytes of the ONNX file');
  return Buffer.concat(parts);
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
