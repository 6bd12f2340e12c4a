import { fileURLToPath } from 'node:url';
import { type ChannelOptions, Client, type ClientUnaryCall, Metadata, type MethodDefinition, credentials } from '@grpc/grpc-js';
import { type Options, type PackageDefinition, loadSync } from '@grpc/proto-loader';

const CONTRACTS = fileURLToPath(new URL('../../../contracts/proto', import.meta.url));
/** Names in camelCase, 64-bit numbers as digits so that none is rounded, unset fields left out. */
const LOADER: Options = { keepCase: false, longs: String, enums: String, defaults: false, arrays: true, objects: true, oneofs: true };

type Methods = Readonly<Record<string, MethodDefinition<object, object>>>;

/** The methods of a service of our contracts. */
export function serviceOf(file: string, service: string): Methods {
  const definition: PackageDefinition = loadSync(file, { ...LOADER, includeDirs: [CONTRACTS] });
  return definition[service] as unknown as Methods;
}

/** Another server by gRPC, over one connection that is kept and made anew by itself. */
export class GrpcPeer {
  private readonly client: Client;

  constructor(address: string, secure: boolean, options: ChannelOptions) {
    this.client = new Client(address, secure ? credentials.createSsl() : credentials.createInsecure(), options);
  }

  /** Rejects with the ServiceError of gRPC. */
  call<Answer>(method: MethodDefinition<object, object>, request: object, deadlineMs: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, answer?: object): void => (error ? reject(error) : resolve(answer as Answer));
      const deadline = Date.now() + Math.max(1, deadlineMs);
      const call: ClientUnaryCall = this.client.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        new Metadata(),
        { deadline },
        done,
      );
      call.on('error', () => undefined);
    });
  }

  close(): void {
    this.client.close();
  }
}
