import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string | undefined;
  /** The whole call, connecting and reading included. */
  readonly deadlineMs: number;
}

const MOST_ANSWER_BYTES = 256 * 1024 * 1024;

/** Another server by HTTP, over connections that are kept. What an answer says is the caller's to judge. */
export class HttpPeer {
  private readonly agent: HttpAgent;

  /** @param base with scheme, host and port. */
  constructor(
    private readonly base: string,
    mostConnections: number,
  ) {
    const options = { keepAlive: true, maxSockets: mostConnections };
    this.agent = base.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options);
  }

  /** Rejects with Node's own errors; with a `TimeoutError` at the deadline. */
  call({ method, path, body, deadlineMs }: HttpCall): Promise<HttpAnswer> {
    const url = new URL(path, this.base);
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const headers = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(Math.max(1, Math.ceil(deadlineMs)));
      const failed = (error: Error): void => reject(signal.aborted ? (signal.reason as Error) : error);
      const sent = request(url, { method, headers, agent: this.agent, signal }, (answer) => {
        readAll(answer).then((bytes) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: bytes }), failed);
      });
      sent.on('error', failed);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

async function readAll(answer: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_ANSWER_BYTES) throw new Error(`the answer has more than ${MOST_ANSWER_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
