import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startApp } from './app.js';

it('a connection that asks nothing does not hold the shutdown', async () => {
  const app = await startApp();
  const socket = connect(Number(new URL(app.server.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const closed = once(socket, 'close');
  // What holds it holds it for a minute.
  const first = await Promise.race([app.stop().then(() => 'stopped'), sleep(30_000, 'held')]);
  expect(first).toBe('stopped');
  await closed;
});
