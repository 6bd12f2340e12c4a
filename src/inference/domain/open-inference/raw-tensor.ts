import { type TensorData, type TensorType, bytesPerElement, fromBytes, invalid, toBytes } from '../tensor.js';

const LENGTH_BYTES = 4;

/** The bytes of a tensor by the binary tensor extension: little-endian numbers; each text behind its length. */
export function rawBytes(type: TensorType, data: TensorData): Buffer {
  if (type !== 'string') return toBytes(data as Exclude<TensorData, readonly string[]>);
  return Buffer.concat((data as readonly string[]).flatMap((text) => withLength(Buffer.from(text, 'utf8'))));
}

function withLength(bytes: Buffer): Buffer[] {
  const length = Buffer.allocUnsafe(LENGTH_BYTES);
  length.writeUInt32LE(bytes.length);
  return [length, bytes];
}

/** The data in such bytes, which must be as many as the shape asks for. Error: `tensor_invalid` (poison). */
export function readRaw(name: string, type: TensorType, elements: number, bytes: Uint8Array): TensorData {
  if (type === 'string') return readTexts(name, elements, bytes);
  const wanted = elements * bytesPerElement(type);
  if (bytes.length !== wanted) throw invalid(name, `its shape takes ${wanted} bytes of ${type}, and it has ${bytes.length}`);
  return fromBytes(name, type, bytes);
}

function readTexts(name: string, elements: number, bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const texts: string[] = [];
  let at = 0;
  while (at < buffer.length) {
    const length = at + LENGTH_BYTES <= buffer.length ? buffer.readUInt32LE(at) : Infinity;
    at += LENGTH_BYTES;
    if (at + length > buffer.length) throw invalid(name, 'its bytes end within a text');
    texts.push(buffer.toString('utf8', at, at + length));
    at += length;
  }
  if (texts.length !== elements) throw invalid(name, `it has ${texts.length} texts, and its shape has room for ${elements}`);
  return texts;
}
