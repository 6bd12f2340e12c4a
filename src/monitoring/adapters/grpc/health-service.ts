import { type Server, type ServerWritableStream, type UntypedServiceImplementation, type handleUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js';
import { service } from 'grpc-health-check';
import type { OpenStreams } from '../../../platform/grpc/index.js';
import type { Readiness } from '../../application/readiness.js';

const LOOK_MS = 1000;
/** Watching is open to everybody and lasts: this many at once. */
const MOST_WATCHERS = 100;

interface Asked {
  readonly service: string;
}
interface Told {
  readonly status: 'SERVING' | 'NOT_SERVING' | 'SERVICE_UNKNOWN';
}
type Watch = ServerWritableStream<Asked, Told>;

/** grpc.health.v1: the application as a whole (the empty name) and each of its services are ready when the application is. */
export class HealthService {
  private readonly names: ReadonlySet<string>;
  private watchers = 0;

  constructor(
    private readonly readiness: Readiness,
    private readonly streams: OpenStreams,
    services: readonly string[],
  ) {
    this.names = new Set(['', ...services]);
  }

  addTo(server: Server): void {
    const check: handleUnaryCall<Asked, Told> = ({ request }, callback) => {
      if (!this.names.has(request.service)) return callback({ code: status.NOT_FOUND, details: 'there is no such service' });
      void this.answer(callback, (told) => told);
    };
    const list: handleUnaryCall<object, object> = (_call, callback) => {
      void this.answer(callback, (told) => ({ statuses: Object.fromEntries([...this.names].map((name) => [name, told])) }));
    };
    const implementation: UntypedServiceImplementation = { check, list, watch: (call: Watch) => void this.watch(call) };
    server.addService(service, implementation);
  }

  private async now(): Promise<Told> {
    const ready = await this.readiness.ready().catch(() => false);
    return { status: ready ? 'SERVING' : 'NOT_SERVING' };
  }

  private async answer<T>(callback: sendUnaryData<T>, form: (told: Told) => T): Promise<void> {
    callback(null, form(await this.now()));
  }

  /** Tells the state now and each change, until the watcher goes. */
  private async watch(call: Watch): Promise<void> {
    if (this.watchers >= MOST_WATCHERS) {
      call.emit('error', { code: status.RESOURCE_EXHAUSTED, details: `${MOST_WATCHERS} are watching already` });
      return;
    }
    this.watchers++;
    const known = this.names.has(call.request.service);
    let last: string | undefined;
    const look = async (): Promise<void> => {
      const told: Told = known ? await this.now() : { status: 'SERVICE_UNKNOWN' };
      if (told.status !== last && !call.destroyed) call.write(told);
      last = told.status;
    };
    await look();
    const timer = setInterval(() => void look(), LOOK_MS);
    const leave = this.streams.enter(() => void look().then(() => call.end()));
    const gone = (): void => {
      clearInterval(timer);
      leave();
      this.watchers--;
    };
    if (call.destroyed) gone();
    else call.once('close', gone);
  }
}
