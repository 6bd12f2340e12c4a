import { type ChannelOptions, Server, ServerCredentials, type ServerInterceptor } from '@grpc/grpc-js';
import { ServerGrpc } from '@nestjs/microservices';
import { isObservable } from 'rxjs';

export interface GrpcServerOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly protoPath: readonly string[];
  readonly includeDirs: readonly string[];
  readonly package: readonly string[];
  readonly interceptors: readonly ServerInterceptor[];
  readonly channel: ChannelOptions;
  /** Adds the services that are no controllers. */
  extend(server: Server): void;
}

/** How messages look to the handlers: names in camelCase, 64-bit numbers as numbers, every field there. */
const LOADER = { keepCase: false, longs: Number, enums: String, defaults: true, oneofs: true } as const;
interface UnaryCall {
  readonly request: unknown;
  readonly metadata: unknown;
}
type UnaryHandler = (request: unknown, metadata: unknown, call: UnaryCall) => Promise<unknown>;
type UnaryMethod = (call: UnaryCall, callback: (error: unknown, answer?: unknown) => void) => Promise<void>;

/** How long calls that are open may take to end at the shutdown. */
const GRACE_MS = 2000;

/** Nest's gRPC transport, with interceptors, a port that is told, and an end that is not waited for without bound. */
export class GrpcServer extends ServerGrpc {
  /** The port that it listens on. */
  port = 0;
  private server: Server | undefined;

  constructor(private readonly face: GrpcServerOptions) {
    super({
      package: [...face.package],
      protoPath: [...face.protoPath],
      loader: { ...LOADER, includeDirs: [...face.includeDirs] },
      onLoadPackageDefinition: (_definition: unknown, server: Server) => face.extend(server),
    });
  }

  override async createClient(): Promise<Server> {
    const { host, port, channel, interceptors } = this.face;
    const server = new Server({ ...channel, interceptors: [...interceptors] });
    this.port = await new Promise<number>((resolve, reject) => {
      const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
      server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)));
    });
    this.server = server;
    return server;
  }

  /** Answers as they are: Nest would make an observable of each, and copy the call for hooks that nobody sets. */
  override createUnaryServiceMethod(handler: UnaryHandler): UnaryMethod {
    return async (call, callback) => {
      const answer = await handler(call.request, call.metadata, call);
      if (isObservable(answer)) answer.subscribe({ next: (value) => callback(null, value), error: (error: unknown) => callback(error) });
      else callback(null, answer);
    };
  }

  /** Takes no new call, lets those that are open end, then cuts what is left: a watcher of health never ends by itself. */
  override async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    const ended = new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([ended, new Promise<void>((resolve) => (timer = setTimeout(resolve, GRACE_MS)))]);
    clearTimeout(timer);
    await super.close();
  }
}
