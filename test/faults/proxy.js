import { connect, createServer } from 'node:net';
import { once } from 'node:events';

/** @typedef {import('node:net').Socket} Socket */
/**
 * One connection through the proxy.
 * @typedef {object} Link
 * @property {Socket} client
 * @property {Socket} server
 */

const COMMIT = Buffer.from('advance_lane(');

/**
 * A TCP proxy in front of a PostgreSQL server on a Unix socket. It can hold what it carries back, close or reset connections, fall
 * silent on them, and cut one right after a COMMIT went to the server, so that nobody hears what became of it.
 */
export class Proxy {
  /** @type {Set<Link>} */
  #links = new Set();
  #server = createServer((client) => this.#accept(client));
  /** @type {Promise<void> | undefined} what is carried waits for this */
  #held;
  #refusing = false;
  #delayMs = 0;
  /** @type {(() => void) | undefined} */
  #cut;
  port = 0;

  /** @param {string} socket path of the server's socket */
  constructor(socket) {
    this.socket = socket;
  }

  async listen() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    this.port = typeof address === 'object' && address ? address.port : 0;
  }

  /** Closes every connection, politely. */
  drop() {
    for (const { client, server } of this.#links) for (const socket of [client, server]) socket.destroy();
  }

  /** Resets every connection on the client's side. */
  reset() {
    for (const { client, server } of this.#links) {
      client.resetAndDestroy();
      server.destroy();
    }
  }

  /** Each piece takes so long on its way, ms. */
  delay(/** @type {number} */ ms) {
    this.#delayMs = ms;
  }

  /** Falls silent: connections stay open, nothing comes through, new ones get no answer. Returns what ends it; what was held is lost, as its connections are. */
  silence() {
    /** @type {() => void} */
    let speak = () => undefined;
    this.#held = new Promise((resolve) => (speak = () => resolve()));
    return () => {
      this.#held = undefined;
      this.drop();
      speak();
    };
  }

  /** Takes no new connections and drops those that are there. Returns what ends it. */
  refuse() {
    this.#refusing = true;
    this.drop();
    return () => {
      this.#refusing = false;
    };
  }

  /** Resolves once a commit has been sent to the server and its connection cut before the answer. */
  cutAfterCommit() {
    return new Promise((resolve) => (this.#cut = () => resolve(undefined)));
  }

  async close() {
    this.#server.close();
    this.drop();
  }

  /** @param {Socket} client */
  #accept(client) {
    if (this.#refusing) return client.resetAndDestroy();
    const server = connect(this.socket);
    const link = { client, server };
    this.#links.add(link);
    const end = () => {
      this.#links.delete(link);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end).setNoDelay(true);
    this.#carry(client, server, (chunk) => this.#seen(link, chunk));
    this.#carry(server, client, () => false);
  }

  /**
   * @param {Link} link
   * @param {Buffer} chunk on its way to the server
   */
  #seen({ client, server }, chunk) {
    const cut = this.#cut;
    if (!cut || !chunk.includes(COMMIT)) return false;
    this.#cut = undefined;
    // The server gets it whole and works on it; its answer finds nobody.
    server.write(chunk, () => {
      client.resetAndDestroy();
      setTimeout(() => server.destroy(), 200);
      cut();
    });
    return true;
  }

  /**
   * @param {Socket} from
   * @param {Socket} to
   * @param {(chunk: Buffer) => boolean} taken whether the piece needs no more carrying
   */
  #carry(from, to, taken) {
    from.on('data', (chunk) => {
      if (taken(chunk)) return;
      // A paused socket gives nothing more, so that the order stands.
      from.pause();
      const pass = () => {
        if (to.destroyed) return;
        if (to.write(chunk)) from.resume();
        else to.once('drain', () => from.resume());
      };
      if (this.#held) void this.#held.then(pass);
      else if (this.#delayMs > 0) setTimeout(pass, this.#delayMs);
      else pass();
    });
  }
}
