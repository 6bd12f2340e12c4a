// The application, and in the same process a server of bare grpc-js whose handler asks the same application: what differs is the face.
import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { built } from '../../built.js';
import { contract } from '../contract.js';

const [dataDir] = process.argv.slice(2);
const { startServer } = await built('server.js');
const { loadPipeline } = await built('cli/load-pipeline.js');
const { loadSettings } = await built('platform/config/index.js');
const { AskPrediction } = await built('processing/application/ask-prediction.js');
const { Pipelines } = await built('processing/index.js');
const { predictionMessage } = await built('processing/adapters/grpc/messages.js');

const settings = loadSettings(undefined, { MILLRACE_DATA_DIR: dataDir, MILLRACE_HTTP_PORT: '0', MILLRACE_LOG_LEVEL: 'error' });
const millrace = await startServer(settings, [await loadPipeline(fileURLToPath(new URL('../../../pipelines/card-fraud', import.meta.url)))]);
const ask = millrace.app.get(AskPrediction, { strict: false });
const pipelines = millrace.app.get(Pipelines);

const bare = new Server();
bare.addService(contract(), {
  /**
   * @param {{ request: { pipeline: string, json: Buffer } }} call
   * @param {(error: Error | null, answer?: object) => void} answer
   */
  Predict: ({ request }, answer) => {
    const run = pipelines.get(request.pipeline);
    ask.run(run, request.json).then((/** @type {object} */ stored) => answer(null, { prediction: predictionMessage(stored, run) }), answer);
  },
});
const port = await new Promise((resolve, reject) => {
  bare.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)));
});

// CPU of the process so far, µs: user and system.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuUs: user + system });
});
// Whoever started this is done, or gone.
process.once('disconnect', () => {
  bare.forceShutdown();
  void millrace.stop().finally(() => process.exit(0));
});
process.send?.({ millrace: millrace.grpc, bare: `127.0.0.1:${port}` });
