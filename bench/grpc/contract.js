import { fileURLToPath } from 'node:url';
import { loadSync } from '@grpc/proto-loader';

const PROTO = fileURLToPath(new URL('../../contracts/proto', import.meta.url));

/** The service of the contract, as grpc-js takes it. */
export function contract() {
  const options = { keepCase: false, longs: Number, enums: String, defaults: true, oneofs: true, includeDirs: [PROTO] };
  const service = loadSync('millrace/v1/millrace.proto', options)['millrace.v1.Millrace'];
  return /** @type {import('@grpc/grpc-js').ServiceDefinition} */ (/** @type {unknown} */ (service));
}
