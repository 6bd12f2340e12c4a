// contracts/proto/millrace.binpb: what reflection tells of our services, from the compiler of Protocol Buffers itself.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { GRPC_PACKAGES, pythonWith } from './python-env.mjs';
import { root } from './steps.mjs';

export const DESCRIPTORS = join(root, 'contracts/proto/millrace.binpb');

/** Writes a FileDescriptorSet of our services, health and all that they import. @param {string} to */
export function writeDescriptors(to = DESCRIPTORS) {
  const folders = [join(root, 'contracts/proto'), join(root, 'node_modules/grpc-health-check/proto')];
  const files = ['millrace/v1/millrace.proto', 'health/v1/health.proto'];
  const args = ['-m', 'grpc_tools.protoc', ...folders.map((folder) => `-I${folder}`), '--include_imports', `--descriptor_set_out=${to}`, ...files];
  const { status, stderr } = spawnSync(pythonWith('grpc', GRPC_PACKAGES), args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`protoc failed: ${stderr}`);
}

if (process.argv[1] === import.meta.filename) writeDescriptors();
