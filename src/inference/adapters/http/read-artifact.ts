import type { Readable } from 'node:stream';
import { MillraceError } from '../../../definition/index.js';
import { LARGEST_BYTES, modelTooLarge } from '../../application/register-model.js';
import { readModelUri } from '../../domain/model-uri.js';
import type { NewModel } from '../../ports/model-registry.port.js';

/**
 * What a request registers: the bytes of a file, never more than a model may have (a length that is told is refused before anything is read),
 * or, in JSON, the URI of a model on another server. Errors: `malformed`, `model_too_large`, `model_uri_invalid` (poison).
 */
export async function readArtifact(body: unknown, toldBytes: string | undefined): Promise<Omit<NewModel, 'name'>> {
  if (Number(toldBytes ?? 0) > LARGEST_BYTES) throw modelTooLarge();
  if (Buffer.isBuffer(body)) return readUri(body);
  if (!isStream(body)) throw neither();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_BYTES) throw modelTooLarge();
    parts.push(part);
  }
  if (size === 0) throw new MillraceError('malformed', 'poison', 'the request has no body: send the bytes of the ONNX file');
  return { bytes: Buffer.concat(parts) };
}

function readUri(body: Buffer): Omit<NewModel, 'name'> {
  let uri: unknown;
  try {
    ({ uri } = JSON.parse(body.toString('utf8')) as { uri?: unknown });
  } catch {
    throw neither();
  }
  if (typeof uri !== 'string') throw neither();
  return { bytes: Buffer.from(uri, 'utf8'), format: readModelUri(uri).protocol };
}

function neither(): MillraceError {
  return new MillraceError(
    'malformed',
    'poison',
    'send the bytes of the ONNX file as application/octet-stream, or {"uri": "tfserving+grpc://HOST:PORT/MODEL"} as application/json',
  );
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
