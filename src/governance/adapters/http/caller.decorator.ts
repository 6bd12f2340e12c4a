import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Principal } from '../../ports/access-control.port.js';
import type { GuardedRequest } from './bearer.guard.js';

/** Who calls, as the guard found it; in a route that is not public. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<GuardedRequest>();
  if (!principal) throw new Error('a route that asks for its caller must not be public');
  return principal;
});
