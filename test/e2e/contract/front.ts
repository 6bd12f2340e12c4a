import { type IncomingMessage, type ServerResponse, createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A server before the application that can break its answers. */
export interface Front {
  readonly url: string;
  /** What is answered in the place of an answer. */
  change: ((exchange: Exchange) => Partial<Exchange>) | undefined;
  stop(): Promise<void>;
}

export async function startFront(target: string): Promise<Front> {
  const server = createServer((request, response) => void pass(request, response));
  const front: Front = { url: '', change: undefined, stop: () => stop() };
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = request;
    const onward = ask(target + path, { method, headers: request.headers });
    request.pipe(onward);
    const answer = await new Promise<IncomingMessage | undefined>((resolve) => onward.once('response', resolve).once('error', () => resolve(undefined)));
    if (!answer) return void response.destroy();
    let body = '';
    for await (const part of answer.setEncoding('latin1')) body += String(part);
    const exchange = { method, path, status: answer.statusCode ?? 0, contentType: answer.headers['content-type'] ?? '', body };
    const told = { ...exchange, ...(path.startsWith('/docs') ? {} : front.change?.(exchange)) };
    const { 'content-length': _, 'transfer-encoding': __, ...headers } = answer.headers;
    response.writeHead(told.status, { ...headers, 'content-type': told.contentType }).end(Buffer.from(told.body, 'latin1'));
  }

  async function stop(): Promise<void> {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
  return Object.assign(front, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
