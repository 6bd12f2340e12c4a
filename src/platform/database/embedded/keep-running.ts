import { errorText } from '../../error.js';
import { pause, type Server } from './server.js';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;

export interface Keeper {
  /** The server of this moment; the last one while there is none. */
  current(): Server;
  /** Ends the watch and waits for a start that is under way; the server itself goes on. */
  release(): Promise<Server>;
}

/**
 * Starts the server again whenever it ends without having been asked to (a kill -9, the kernel's memory killer), at the same address and
 * with the same password, so that connection pools recover by themselves. It tries until it is released, with growing pauses.
 */
export function keepRunning(first: Server, startAgain: () => Promise<Server>, log: (line: string) => void): Keeper {
  let server = first;
  let released = false;
  const watch = async (): Promise<void> => {
    while (!released) {
      const reason = await server.exited;
      for (let delayMs = FIRST_DELAY_MS; !released && server.hasExited(); delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)) {
        log(`PostgreSQL ended unexpectedly (${reason}); starting it again`);
        await pause(delayMs);
        if (released) return;
        starting = startAgain().then(
          (next) => void (server = next),
          (error: unknown) => log(`PostgreSQL does not start: ${errorText(error)}`),
        );
        await starting;
      }
    }
  };
  let starting: Promise<void> = Promise.resolve();
  void watch();
  return {
    current: () => server,
    async release() {
      released = true;
      await starting;
      return server;
    },
  };
}
