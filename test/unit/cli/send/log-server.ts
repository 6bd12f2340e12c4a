import { type Reply, type Request, TestServer } from '../test-server.js';

/** Takes lines as the log does: numbered by their producer, none at or below its last line twice. */
export class LineLog {
  readonly lines: string[] = [];
  readonly lastLine = new Map<string, number>();
  requests = 0;
  /** Called with each request of lines; an answer of its own takes the place of the usual one. */
  before: (request: Request) => Reply | undefined = () => undefined;
  /** Called once the lines are in the log, before the sender is told. */
  after: (server: TestServer) => void = () => undefined;
  readonly server = new TestServer((request, server) => this.answer(request, server));

  private answer(request: Request, server: TestServer): Reply {
    const [path, , , , producers, name] = [request.path, ...request.path.split('/').map(decodeURIComponent)];
    if (producers === undefined || path.startsWith('/health')) return { status: 200, body: { pipelines: [] } };
    if (name !== undefined && request.method === 'GET')
      return { status: 200, body: { last_line: this.lastLine.get(request.path.split('/').at(-1) ?? '') ?? 0 } };
    this.requests++;
    return this.before(request) ?? this.take(request, server);
  }

  private take(request: Request, server: TestServer): Reply {
    const producer = String(request.headers['millrace-producer']);
    const first = Number(request.headers['millrace-first-line']);
    const known = this.lastLine.get(producer) ?? 0;
    const answer = { accepted: 0, repeated: 0, refused_count: 0, refused: [] as { line: number; code: string; message: string }[] };
    request.body
      .trimEnd()
      .split('\n')
      .forEach((text, i) => {
        const line = first + i;
        if (text.startsWith('{')) answer.accepted++;
        else answer.refused.push({ line, code: 'malformed', message: 'the event is not JSON' });
        if (line <= known) answer.repeated++;
        else if (text.startsWith('{')) this.lines.push(text);
        this.lastLine.set(producer, Math.max(line, this.lastLine.get(producer) ?? 0));
      });
    answer.refused_count = answer.refused.length;
    answer.refused.splice(100);
    this.after(server);
    return { status: 200, body: answer };
  }
}
