import { type Metadata, ServerInterceptingCall, type ServerInterceptor, type ServerListener } from '@grpc/grpc-js';
import type { StatusOf } from '../../../platform/grpc/index.js';
import { bearerToken } from '../../domain/bearer.js';
import type { AccessControl } from '../../ports/access-control.port.js';

/**
 * Lets through calls that bear a valid key, and the services that are open. It decides before anything of a call is read: a stranger's
 * messages are never decoded.
 * @param open full names of services.
 */
export function bearerInterceptor(access: AccessControl, open: readonly string[], statusOf: StatusOf): ServerInterceptor {
  const prefixes = open.map((service) => `/${service}/`);
  return ({ path }, call) => {
    if (prefixes.some((prefix) => path.startsWith(prefix))) return new ServerInterceptingCall(call);
    const admit = async (metadata: Metadata, next: (metadata: Metadata) => void): Promise<void> => {
      try {
        await access.authenticate(bearerToken(metadata.get('authorization')[0]));
      } catch (error) {
        call.sendStatus(statusOf(error));
        return;
      }
      next(metadata);
    };
    const listener: ServerListener = { onReceiveMetadata: (metadata, next) => void admit(metadata, next) };
    return new ServerInterceptingCall(call, { start: (next) => next(listener) });
  };
}
