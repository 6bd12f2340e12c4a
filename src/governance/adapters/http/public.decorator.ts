import { Reflector } from '@nestjs/core';

/** Opens a controller or a route to everybody: probes, static pages, the API's description. */
export const Public = Reflector.createDecorator<true>({ transform: () => true });
