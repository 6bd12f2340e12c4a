import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { bearerToken } from '../../domain/bearer.js';
import { ACCESS_CONTROL, type AccessControl, type Principal } from '../../ports/access-control.port.js';
import { Public } from './public.decorator.js';

/** What the guard reads of a request and leaves on it. */
export interface GuardedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  principal?: Principal;
}

/** Lets through what bears a valid key, and what is `@Public()`. Anything but HTTP is refused: it has no header to look at. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    @Inject(ACCESS_CONTROL) private readonly access: AccessControl,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride(Public, [context.getHandler(), context.getClass()])) return true;
    const request = context.getType() === 'http' ? context.switchToHttp().getRequest<GuardedRequest>() : undefined;
    const principal = await this.access.authenticate(bearerToken(request?.headers.authorization));
    if (request) request.principal = principal;
    return true;
  }
}
