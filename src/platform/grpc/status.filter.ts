import { type ArgumentsHost, Catch, Inject, type RpcExceptionFilter } from '@nestjs/common';
import type { sendUnaryData } from '@grpc/grpc-js';
import { type Observable, of, throwError } from 'rxjs';
import { STATUS_OF, type StatusOf } from './call-status.js';

interface StreamCall {
  emit(event: 'error', status: object): unknown;
}
/** What Nest hands to a handler: the request, its metadata and the call, or the call itself, with the callback where one message answers. */
type Arguments = [unknown, unknown, unknown] | [StreamCall, sendUnaryData<object>?];

/** Every error of a handler ends its call with a status. */
@Catch()
export class GrpcStatusFilter implements RpcExceptionFilter {
  constructor(@Inject(STATUS_OF) private readonly statusOf: StatusOf) {}

  catch(error: unknown, host: ArgumentsHost): Observable<unknown> {
    const status = this.statusOf(error);
    const args = host.getArgs<Arguments>();
    if (args.length === 3) return throwError(() => status);
    // A handler that was given the call answers on it: what it returns is passed over, and must not fail.
    const [call, callback] = args;
    if (callback) callback(status);
    else call.emit('error', status);
    return of(undefined);
  }
}
