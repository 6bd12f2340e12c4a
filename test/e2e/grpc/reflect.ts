import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type ClientDuplexStream, Metadata, credentials, loadPackageDefinition } from '@grpc/grpc-js';
import { type PackageDefinition, loadFileDescriptorSetFromBuffer, loadSync } from '@grpc/proto-loader';

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('@grpc/reflection')), '../proto');

interface Reflected {
  readonly listServicesResponse?: { readonly service: readonly { readonly name: string }[] };
  readonly fileDescriptorResponse?: { readonly fileDescriptorProto: readonly Buffer[] };
  readonly errorResponse?: { readonly errorCode: number; readonly errorMessage: string };
}
type Stream = ClientDuplexStream<object, Reflected>;
type Version = 'v1' | 'v1alpha';
type Constructor = new (address: string, security: unknown) => { ServerReflectionInfo(metadata: Metadata): Stream; close(): void };

/** Asks a server's reflection, without a key. */
export async function reflect(address: string, version: Version, request: object): Promise<Reflected> {
  const loaded = loadPackageDefinition(loadSync(`grpc/reflection/${version}/reflection.proto`, { includeDirs: [FOLDER], longs: Number }));
  const { grpc } = loaded as unknown as { grpc: { reflection: Record<Version, { ServerReflection: Constructor }> } };
  const client = new grpc.reflection[version].ServerReflection(address, credentials.createInsecure());
  try {
    return await new Promise<Reflected>((done, fail) => {
      const call = client.ServerReflectionInfo(new Metadata());
      call.on('data', done);
      call.on('error', fail);
      call.end(request);
    });
  } finally {
    client.close();
  }
}

/** What proto-loader makes of a service from nothing but what reflection told. */
export async function definitionOf(address: string, version: Version, service: string, options: object): Promise<PackageDefinition> {
  const { fileDescriptorResponse, errorResponse } = await reflect(address, version, { fileContainingSymbol: service });
  if (!fileDescriptorResponse) throw new Error(errorResponse?.errorMessage);
  // A FileDescriptorSet has the files as its field 1.
  const set = fileDescriptorResponse.fileDescriptorProto.flatMap((file) => [Buffer.from([0x0a, ...varint(file.length)]), file]);
  return loadFileDescriptorSetFromBuffer(Buffer.concat(set), options);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
