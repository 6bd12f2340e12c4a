import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Clients open connections before they need them. One that has asked nothing yet is busy in Node's eyes: it would hold the shutdown for a minute. */
export function closeSilentConnections(fastify: FastifyInstance): void {
  const silent = new Set<Socket>();
  fastify.server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  fastify.server.on('request', ({ socket }: { socket: Socket }) => silent.delete(socket));
  fastify.addHook('preClose', async () => silent.forEach((socket) => socket.destroy()));
}
