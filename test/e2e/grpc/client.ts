import { resolve } from 'node:path';
import { type Client, Metadata, type ServiceError, credentials, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { Json } from '../app.js';

export const PROTO = resolve('contracts/proto');
export const GRPC_KEY = 'a-key-for-tests-of-the-application-only';
const LOADER = { keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true } as const;

/** How a call ended. */
export interface Ended {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;
}

interface ReadCall<Out> extends AsyncIterable<Out> {
  cancel(): void;
  pause(): void;
  resume(): void;
  on(event: 'data', listener: (message: Out) => void): this;
  on(event: 'error', listener: (error: ServiceError) => void): this;
  on(event: 'status', listener: (status: Ended) => void): this;
  on(event: 'end', listener: () => void): this;
}
interface WriteCall<In> {
  write(message: In): boolean;
  end(): void;
  cancel(): void;
  once(event: 'drain', listener: () => void): this;
}
type Unary<Out> = (error: ServiceError | null, answer: Out) => void;
interface CallOptions {
  readonly deadline?: number;
}

export interface Prediction extends Json {
  readonly id: string;
  readonly event_id: string;
  readonly score: number;
  readonly position: number;
  readonly features: Readonly<Record<string, number>>;
}
export interface StreamAnswer {
  readonly correlation_id: string;
  readonly result: 'prediction' | 'problem';
  readonly prediction?: Prediction;
  readonly problem?: Json;
}
export interface SendAnswer {
  readonly accepted: number;
  readonly repeated: number;
  readonly refused_count: number;
  readonly refused: readonly Json[];
  readonly last_line: number;
  readonly first_position?: number;
}

export interface MillraceClient extends Client {
  predict(request: Json, metadata: Metadata, options: CallOptions, answer: Unary<{ prediction: Prediction }>): { cancel(): void };
  predictStream(metadata: Metadata, options?: CallOptions): ReadCall<StreamAnswer> & WriteCall<Json>;
  send(metadata: Metadata, options: CallOptions, answer: Unary<SendAnswer>): WriteCall<Json>;
  follow(request: Json, metadata: Metadata, options?: CallOptions): ReadCall<Json>;
}

type Constructor = new (address: string, security: unknown, options?: object) => MillraceClient;

/** A client of @grpc/grpc-js made from the committed contract. */
export function clientOf(address: string, options: object = {}): MillraceClient {
  const definition = loadPackageDefinition(loadSync('millrace/v1/millrace.proto', { ...LOADER, includeDirs: [PROTO] }));
  const { millrace } = definition as unknown as { millrace: { v1: { Millrace: Constructor } } };
  return new millrace.v1.Millrace(address, credentials.createInsecure(), options);
}

/** Metadata with a key; null: none. */
export function keyed(key: string | null = GRPC_KEY): Metadata {
  const metadata = new Metadata();
  if (key !== null) metadata.set('authorization', `Bearer ${key}`);
  return metadata;
}

/** An event as the bytes of its JSON. */
export const json = (event: object | string): { json: Buffer } => ({ json: Buffer.from(typeof event === 'string' ? event : JSON.stringify(event)) });

/** Asks for one prediction; rejects with the ServiceError. */
export function predict(client: MillraceClient, request: Json, options: CallOptions & { key?: string | null } = {}): Promise<Prediction> {
  const { key, ...rest } = options;
  return new Promise((done, fail) => client.predict(request, keyed(key), rest, (error, answer) => (error ? fail(error) : done(answer.prediction))));
}

/** The error that a call ends with. */
export async function failure(call: Promise<unknown>): Promise<ServiceError> {
  const ended = await call.then(
    (answer) => new Error(`no error, but ${JSON.stringify(answer)}`),
    (error: unknown) => error as ServiceError,
  );
  if ('code' in ended) return ended;
  throw ended;
}

/** Sends messages on one stream and gives its summary. */
export function send(client: MillraceClient, messages: Iterable<Json>, key?: string | null): Promise<SendAnswer> {
  return new Promise((done, fail) => {
    const call = client.send(keyed(key), {}, (error, answer) => (error ? fail(error) : done(answer)));
    for (const message of messages) call.write(message);
    call.end();
  });
}
