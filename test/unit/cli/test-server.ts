import { once } from 'node:events';
import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A real HTTP server on a port of its own; it keeps what it was asked. */
export class TestServer {
  readonly requests: Request[] = [];
  private server: Server;

  constructor(private readonly answer: (request: Request, server: TestServer) => Reply) {
    this.server = this.make();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async listen(port = 0): Promise<this> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  /** Stops listening and drops every connection, as a killed process does; `listen` brings it back. */
  async kill(): Promise<number> {
    const { port } = this.server.address() as AddressInfo;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
    this.server = this.make();
    return port;
  }

  private make(): Server {
    return createServer((incoming, response) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () => {
        const request = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body: Buffer.concat(parts).toString('utf8') };
        this.requests.push(request);
        const { status, body, headers } = this.answer(request, this);
        response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers });
        response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
      });
    });
  }
}
