import { type HttpAnswer, HttpPeer } from '../../../platform/calls/index.js';
import { MOST_CALLS } from '../../application/remote-model.js';
import { noAnswer, statusError, transportError, unreadable } from '../../application/transport-error.js';
import { parseLoose } from '../../domain/loose-json.js';
import type { ModelUri } from '../../domain/model-uri.js';
import { typeOf } from '../../domain/open-inference/datatypes.js';
import { readTensors, tensorJson } from '../../domain/open-inference/infer-json.js';
import type { Tensor } from '../../domain/tensor.js';
import type { ModelTensor } from '../../ports/model-runtime.port.js';
import type { ModelServer, ServedSignature } from '../../ports/model-server.port.js';

interface Metadata {
  readonly inputs?: readonly { readonly name: string; readonly datatype: string; readonly shape: readonly number[] }[];
  readonly outputs?: Metadata['inputs'];
}

/** A model on a server that speaks the Open Inference Protocol over HTTP. Tensors travel as JSON: not every server takes them as bytes. */
export class OpenInferenceRest implements ModelServer {
  private readonly peer: HttpPeer;
  private readonly path: string;

  constructor(private readonly uri: ModelUri) {
    this.peer = new HttpPeer(`${uri.secure ? 'https' : 'http'}://${uri.address}`, MOST_CALLS);
    const version = uri.version === undefined ? '' : `/versions/${encodeURIComponent(uri.version)}`;
    this.path = `/v2/models/${encodeURIComponent(uri.model)}${version}`;
  }

  async signature(leftMs: number): Promise<ServedSignature> {
    const { inputs, outputs } = (await this.call('GET', this.path, undefined, leftMs)) as Metadata;
    if (!inputs?.length || !outputs?.length) throw unreadable(this.uri);
    return { inputs: inputs.map(modelTensor), outputs: outputs.map(modelTensor) };
  }

  async infer(inputs: readonly Tensor[], outputs: readonly string[], leftMs: number): Promise<Tensor[]> {
    const wanted = outputs.map((name) => `{"name":${JSON.stringify(name)}}`).join(',');
    const body = `{"inputs":[${inputs.map(tensorJson).join(',')}],"outputs":[${wanted}]}`;
    const { outputs: answered } = (await this.call('POST', `${this.path}/infer`, body, leftMs)) as { outputs?: unknown };
    if (!Array.isArray(answered)) throw noAnswer(this.uri);
    try {
      return readTensors(answered, new Uint8Array(0));
    } catch (error) {
      throw noAnswer(this.uri, error);
    }
  }

  close(): void {
    this.peer.close();
  }

  private async call(method: 'GET' | 'POST', path: string, body: string | undefined, leftMs: number): Promise<object> {
    let answer: HttpAnswer;
    try {
      answer = await this.peer.call({ method, path, body, deadlineMs: leftMs });
    } catch (error) {
      throw transportError(error, this.uri);
    }
    if (answer.status === 200) return readObject(answer.body, this.uri);
    throw statusError(answer.status, answer.body.toString('utf8', 0, 300).trim(), this.uri);
  }
}

function modelTensor({ name, datatype, shape }: NonNullable<Metadata['inputs']>[number]): ModelTensor {
  return { name, type: typeOf(datatype) ?? datatype.toLowerCase(), shape: shape.map((size) => (size >= 0 ? size : undefined)) };
}

function readObject(body: Buffer, uri: ModelUri): object {
  let value: unknown;
  try {
    value = parseLoose(body.toString('utf8'));
  } catch (error) {
    throw noAnswer(uri, error);
  }
  if (typeof value === 'object' && value !== null) return value;
  throw noAnswer(uri);
}
