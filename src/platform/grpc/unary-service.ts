import type { Server, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { StatusOf } from './call-status.js';
import { serviceOf } from './peer.js';

/** One method of a service: the message as it was read to the answer; what it throws becomes the call's status. */
export type UnaryMethod = (request: never) => Promise<object>;

/** Adds a service of our contracts whose methods all are unary; one that is not given is not implemented. */
export function addUnaryService(server: Server, file: string, name: string, methods: Readonly<Record<string, UnaryMethod>>, statusOf: StatusOf): void {
  const definition = serviceOf(file, name);
  const served = Object.entries(methods).map(([method, serve]) => [method, handler(serve, statusOf)]);
  server.addService(definition, Object.fromEntries(served));
}

type Handler = (call: ServerUnaryCall<object, object>, callback: sendUnaryData<object>) => void;

function handler(serve: UnaryMethod, statusOf: StatusOf): Handler {
  const answered = async (request: object, callback: sendUnaryData<object>): Promise<void> => {
    let answer: object;
    try {
      answer = await serve(request as never);
    } catch (error) {
      callback(statusOf(error));
      return;
    }
    callback(null, answer);
  };
  return (call, callback) => void answered(call.request, callback);
}
