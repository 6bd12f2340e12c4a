import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackageDefinition } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import type { Server, ServerDuplexStream, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { INestApplication } from '@nestjs/common';
import { MillraceError } from './definition/index.js';
import { ACCESS_CONTROL, type AccessControl, bearerInterceptor } from './governance/index.js';
import { SCORING, type Scoring, scoringGrpc } from './inference/index.js';
import { HealthService, Readiness } from './monitoring/index.js';
import type { Settings } from './platform/config/index.js';
import { GrpcServer, OpenStreams, STATUS_OF, type StatusOf, filesOf } from './platform/grpc/index.js';

const CONTRACTS = fileURLToPath(new URL('../contracts/proto', import.meta.url));
const SERVICE = 'millrace.v1.Millrace';
/** Probes ask without a key, and the contract is no secret: as over HTTP. */
const OPEN_SERVICES = ['grpc.health.v1.Health', 'grpc.reflection.v1.ServerReflection', 'grpc.reflection.v1alpha.ServerReflection'];
const DEFAULT_PORT = 50_051;

/** The application's gRPC face. */
export interface GrpcFace {
  /** Starts to listen; returns host and port. Error: `grpc_port` (fatal). */
  listen(): Promise<string>;
  /** Tells probes and streams that the end is near. */
  drain(): void;
}

/** Adds the gRPC face to the application; it takes the address of the HTTP one. */
export async function addGrpc(app: INestApplication, { http, grpc, limits }: Settings): Promise<GrpcFace> {
  const statusOf = app.get<StatusOf>(STATUS_OF);
  const streams = app.get(OpenStreams);
  const readiness = app.get(Readiness);
  const addScoring = await scoringGrpc({ scoring: app.get<Scoring>(SCORING), ready: () => readiness.ready() }, statusOf);
  const server = new GrpcServer({
    host: http.host,
    port: grpc.port ?? (http.port === 0 ? 0 : DEFAULT_PORT),
    package: ['millrace.v1'],
    protoPath: ['millrace/v1/millrace.proto'],
    includeDirs: [CONTRACTS],
    interceptors: [bearerInterceptor(app.get<AccessControl>(ACCESS_CONTROL), OPEN_SERVICES, statusOf)],
    channel: {
      'grpc.max_receive_message_length': limits.bodyBytes,
      'grpc.max_concurrent_streams': 1000,
      // A peer that is gone without a word is found, and its streams end.
      'grpc.keepalive_time_ms': 30_000,
      'grpc.keepalive_timeout_ms': 10_000,
    },
    extend: (raw) => {
      new HealthService(readiness, streams, [SERVICE]).addTo(raw);
      addScoring(raw);
      addReflection(raw);
    },
  });
  app.connectMicroservice({ strategy: server });
  return {
    listen: async () => {
      await app.startAllMicroservices().catch((error: unknown) => {
        throw cannotListen(error, http.host, grpc.port ?? DEFAULT_PORT);
      });
      return `${http.host.includes(':') ? `[${http.host}]` : http.host}:${server.port}`;
    },
    drain: () => {
      readiness.drain();
      streams.drain();
    },
  };
}

/**
 * Reflection in both versions, of our services and health. It tells what the compiler of Protocol Buffers made of the contract: the
 * descriptors of proto-loader leave out imports and `optional`, and a client cannot be made from them. A client that does not read its
 * answers is not read either.
 */
function addReflection(server: Server): void {
  const fileDescriptorProtos = filesOf(readFileSync(join(CONTRACTS, 'millrace.binpb')));
  const reflection = new ReflectionService({ files: { fileDescriptorProtos } } as unknown as PackageDefinition);
  const bounded = (service: Parameters<Server['addService']>[0], implementation: UntypedServiceImplementation): void => {
    const serve = implementation['ServerReflectionInfo'] as (call: ServerDuplexStream<object, object>) => void;
    server.addService(service, {
      ServerReflectionInfo: (call: ServerDuplexStream<object, object>) => {
        serve(call);
        call.on('data', () => {
          if (!call.writableNeedDrain) return;
          call.pause();
          call.once('drain', () => call.resume());
        });
      },
    });
  };
  reflection.addToServer({ addService: bounded });
}

function cannotListen(cause: unknown, host: string, port: number): MillraceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const fix = 'set MILLRACE_GRPC_PORT (grpc.port in millrace.yaml) to a free one, 0 for any, or MILLRACE_GRPC_ENABLED to false for no gRPC at all';
  const message = /EADDRINUSE/.test(reason)
    ? `the gRPC port ${port} of ${host} is in use: ${fix}`
    : `gRPC cannot listen on port ${port} of ${host} (${reason}): ${fix}`;
  return new MillraceError('grpc_port', 'fatal', message, { cause });
}
