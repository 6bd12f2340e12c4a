import { MillraceError, nearest } from '../../definition/index.js';

export type RemoteProtocol = 'tensorflow-serving' | 'open-inference';

/** Where a model of another server is. */
export interface ModelUri {
  readonly protocol: RemoteProtocol;
  readonly transport: 'grpc' | 'http';
  /** Whether the connection is encrypted. */
  readonly secure: boolean;
  /** Host and port. */
  readonly address: string;
  readonly model: string;
  /** Absent: whichever the server serves, which is then another model whenever it likes. */
  readonly version: string | undefined;
  /** TensorFlow's name of what is to be called. */
  readonly signature: string | undefined;
}

type Scheme = Pick<ModelUri, 'protocol' | 'transport' | 'secure'>;
const SCHEMES: Readonly<Record<string, Scheme>> = {
  'tfserving+grpc': { protocol: 'tensorflow-serving', transport: 'grpc', secure: false },
  'tfserving+grpcs': { protocol: 'tensorflow-serving', transport: 'grpc', secure: true },
  'tfserving+http': { protocol: 'tensorflow-serving', transport: 'http', secure: false },
  'tfserving+https': { protocol: 'tensorflow-serving', transport: 'http', secure: true },
  'v2+grpc': { protocol: 'open-inference', transport: 'grpc', secure: false },
  'v2+grpcs': { protocol: 'open-inference', transport: 'grpc', secure: true },
  'v2+http': { protocol: 'open-inference', transport: 'http', secure: false },
  'v2+https': { protocol: 'open-inference', transport: 'http', secure: true },
};
const LONGEST = 500;
const FORM = /^([a-z0-9+]+):\/\/([^/?#@\s]+)\/([^/?#\s]+)(?:\/([^/?#\s]+))?(?:\?signature=([^&#\s]+))?$/;

/**
 * Reads `tfserving+grpc://HOST:PORT/MODEL/VERSION`; the version may be left out, and so may `?signature=NAME`, which only TensorFlow Serving has.
 * Error: `model_uri_invalid` (poison).
 */
export function readModelUri(text: string): ModelUri {
  const [, scheme, address, model, version, signature] = FORM.exec(text.length > LONGEST ? '' : text) ?? [];
  const known = Object.hasOwn(SCHEMES, scheme ?? '') ? SCHEMES[scheme] : undefined;
  if (scheme && !known) {
    const near = nearest(scheme, Object.keys(SCHEMES));
    throw faulty(`"${scheme}" is no way to a model: ${near ? `did you mean "${near}"? ` : ''}There are ${Object.keys(SCHEMES).join(', ')}`);
  }
  if (!known) throw faulty('write it as tfserving+grpc://HOST:PORT/MODEL/VERSION or v2+http://HOST:PORT/MODEL/VERSION');
  checkAddress(known, address);
  return { ...known, address, model: decoded(model), version: version && decoded(version), signature: signature && decoded(signature) };
}

function checkAddress({ transport }: Scheme, address: string): void {
  if (!URL.canParse(`http://${address}/`)) throw faulty(`"${address}" is no host and port`);
  if (transport === 'grpc' && !/:\d+$/.test(address)) throw faulty(`"${address}" has no port, which gRPC needs`);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw faulty(`"${part}" is not encoded as a part of a URI`);
  }
}

function faulty(reason: string): MillraceError {
  return new MillraceError('model_uri_invalid', 'poison', `the model's URI cannot be used: ${reason}`);
}
