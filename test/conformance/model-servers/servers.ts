import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MLSERVER_PACKAGES, TENSORFLOW_PACKAGES, TENSORFLOW_SERVING_STUBS, pythonWith } from '../../../scripts/python-env.mjs';
import { until } from '../../e2e/app.js';
import { sumModel } from '../../unit/inference/onnx-file.js';

const HERE = resolve('test/conformance/model-servers');

/** A server with the model "sums": the sum of three values, and the place of the largest. */
export interface ModelServers {
  /** Addresses, host and port. */
  readonly rest: string;
  readonly grpc: string;
  /** With more models, where it was started here. */
  readonly folder: string | undefined;
  stop(): Promise<void>;
}

/**
 * TensorFlow Serving itself where MILLRACE_TEST_TFSERVING_URL names one (http://HOST:REST_PORT?grpc=PORT, with the models of saved_models.py);
 * else the services of its protocol, answered by TensorFlow.
 */
export async function tensorflowServices(): Promise<ModelServers> {
  const given = process.env['MILLRACE_TEST_TFSERVING_URL'];
  if (given !== undefined) {
    const { host, hostname, searchParams } = new URL(given);
    return { rest: host, grpc: `${hostname}:${searchParams.get('grpc') ?? '8500'}`, folder: undefined, stop: async () => undefined };
  }
  const python = pythonWith('tensorflow', TENSORFLOW_PACKAGES, TENSORFLOW_SERVING_STUBS);
  const folder = await mkdtemp(join(tmpdir(), 'millrace-tensorflow-'));
  const { status, stderr } = spawnSync(python, [join(HERE, 'saved_models.py'), folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the models were not written: ${stderr}`);
  const child = spawn(python, [join(HERE, 'tensorflow_services.py'), join(folder, 'models')], { stdio: ['pipe', 'pipe', 'ignore'] });
  const { grpc, rest } = JSON.parse(await firstLine(child)) as { grpc: number; rest: number };
  return { grpc: `127.0.0.1:${grpc}`, rest: `127.0.0.1:${rest}`, folder, stop: () => stop(child, folder) };
}

export async function mlserver(): Promise<ModelServers> {
  const python = pythonWith('mlserver', MLSERVER_PACKAGES);
  const folder = await mkdtemp(join(tmpdir(), 'millrace-mlserver-'));
  const [rest, grpc, metrics] = [await freePort(), await freePort(), await freePort()];
  await mkdir(join(folder, 'sums'));
  await writeFile(join(folder, 'sums/sums.onnx'), sumModel);
  await copyFile(join(HERE, 'mlserver_model.py'), join(folder, 'sums/mlserver_model.py'));
  const tensor = (name: string, datatype: string, shape: number[]) => ({ name, datatype, shape });
  const model = {
    name: 'sums',
    implementation: 'mlserver_model.Onnx',
    parameters: { uri: join(folder, 'sums/sums.onnx'), version: '1' },
    inputs: [tensor('features', 'FP32', [-1, 3])],
    outputs: [tensor('sum', 'FP32', [-1, 1]), tensor('largest', 'INT64', [-1])],
  };
  await writeFile(join(folder, 'sums/model-settings.json'), JSON.stringify(model));
  const settings = { host: '127.0.0.1', http_port: rest, grpc_port: grpc, metrics_port: metrics, parallel_workers: 0, debug: false };
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings));
  const child = spawn(python, ['-m', 'mlserver.cli.main', 'start', folder], { stdio: 'ignore', cwd: folder });
  const ready = () =>
    fetch(`http://127.0.0.1:${rest}/v2/models/sums/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  if (!(await until(ready, Boolean))) throw new Error('MLServer did not get ready');
  return { rest: `127.0.0.1:${rest}`, grpc: `127.0.0.1:${grpc}`, folder: undefined, stop: () => stop(child, folder) };
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null) {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  }
  await rm(folder, { recursive: true, force: true });
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let text = '';
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.includes('\n')) done(text);
    });
    child.once('exit', (code) => fail(new Error(`the services ended with ${code} before they were up`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
