import { type HttpAnswer, HttpPeer } from '../../../platform/calls/index.js';
import { MOST_CALLS } from '../../application/remote-model.js';
import { noAnswer, statusError, transportError, unreadable } from '../../application/transport-error.js';
import { parseLoose } from '../../domain/loose-json.js';
import type { ModelUri } from '../../domain/model-uri.js';
import { type Tensor, isTensorType } from '../../domain/tensor.js';
import { nestedJson, readNested } from '../../domain/tensorflow/nested-json.js';
import { DEFAULT_SIGNATURE, readSignature } from '../../domain/tensorflow/signature.js';
import type { ModelTensor } from '../../ports/model-runtime.port.js';
import type { ModelServer, ServedSignature } from '../../ports/model-server.port.js';
import { signaturesOf } from './metadata-json.js';

type Json = Readonly<Record<string, unknown>>;

/** A model of TensorFlow Serving, over its REST API, columnar. */
export class TensorflowServingRest implements ModelServer {
  private readonly peer: HttpPeer;
  private readonly path: string;
  /** JSON does not say of what type an output is. */
  private told: readonly ModelTensor[] = [];

  constructor(private readonly uri: ModelUri) {
    this.peer = new HttpPeer(`${uri.secure ? 'https' : 'http'}://${uri.address}`, MOST_CALLS);
    const { model, version } = uri;
    const which = version === undefined ? '' : `/${/^\d+$/.test(version) ? 'versions' : 'labels'}/${encodeURIComponent(version)}`;
    this.path = `/v1/models/${encodeURIComponent(model)}${which}`;
  }

  async signature(leftMs: number): Promise<ServedSignature> {
    const signatures = signaturesOf(await this.call('GET', `${this.path}/metadata`, undefined, leftMs));
    if (!signatures) throw unreadable(this.uri);
    const signature = readSignature(signatures, this.uri.signature ?? DEFAULT_SIGNATURE);
    this.told = signature.outputs;
    return signature;
  }

  async infer(inputs: readonly Tensor[], outputs: readonly string[], leftMs: number): Promise<Tensor[]> {
    const columns = inputs.map((tensor) => `${JSON.stringify(tensor.name)}:${nestedJson(tensor)}`).join(',');
    const body = `{"signature_name":${JSON.stringify(this.uri.signature ?? DEFAULT_SIGNATURE)},"inputs":{${columns}}}`;
    const { outputs: answered } = await this.call('POST', `${this.path}:predict`, body, leftMs);
    // A model with one output answers it without its name.
    const named: Json = this.told.length === 1 ? { [this.told[0].name]: answered } : objectOf(answered);
    try {
      return outputs.flatMap((name) => (Object.hasOwn(named, name) ? [this.output(name, named[name])] : []));
    } catch (error) {
      throw noAnswer(this.uri, error);
    }
  }

  close(): void {
    this.peer.close();
  }

  private output(name: string, values: unknown): Tensor {
    const type = this.told.find((tensor) => tensor.name === name)?.type;
    return readNested(name, isTensorType(type) ? type : 'float64', values);
  }

  private async call(method: 'GET' | 'POST', path: string, body: string | undefined, leftMs: number): Promise<Json> {
    let answer: HttpAnswer;
    try {
      answer = await this.peer.call({ method, path, body, deadlineMs: leftMs });
    } catch (error) {
      throw transportError(error, this.uri);
    }
    if (answer.status !== 200) throw statusError(answer.status, answer.body.toString('utf8', 0, 300).trim(), this.uri);
    try {
      return objectOf(parseLoose(answer.body.toString('utf8')));
    } catch (error) {
      throw noAnswer(this.uri, error);
    }
  }
}

function objectOf(value: unknown): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new Error('it is no JSON object');
}
