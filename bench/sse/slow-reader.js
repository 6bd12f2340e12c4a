import { connect } from 'node:net';

const TICK_MS = 1000;

/**
 * A socket that follows predictions and takes so many bytes a second, not one more: what it does not take stays with the application and
 * the kernel. HTTP/1.0, so that the body comes without the frames of its transport.
 */
export class SlowReader {
  /** Bytes taken. */
  bytes = 0;
  /** Predictions whose whole text was taken. */
  predictions = 0;
  /** Positions that did not follow the one before. @type {string[]} */
  faults = [];
  /** Cursor of the last event. @type {string | undefined} */
  cursor;
  /** Position of the first and of the last prediction. @type {number | undefined} */
  first;
  /** @type {number | undefined} */
  last;
  ended = false;

  #rest = '';
  #left = 0;
  #fast = false;
  #head = true;
  #socket;
  #timer;
  /** @type {(() => void)[]} */
  #watchers = [];

  /**
   * @param {{ url: string, key: string, path: string, bytesPerSecond: number }} options
   */
  constructor({ url, key, path, bytesPerSecond }) {
    const { hostname, port } = new URL(url);
    const onread = {
      buffer: Buffer.alloc(bytesPerSecond),
      callback: (/** @type {number} */ count, /** @type {Uint8Array} */ bytes) => this.#take(count, bytes),
    };
    this.#socket = connect({ host: hostname, port: Number(port), onread });
    this.#socket.on('error', () => undefined).once('close', () => this.#end());
    this.#socket.write(`GET ${path} HTTP/1.0\r\nauthorization: Bearer ${key}\r\naccept: text/event-stream\r\n\r\n`);
    this.#timer = setInterval(() => this.#allow(bytesPerSecond), TICK_MS);
    this.#left = bytesPerSecond;
  }

  /** From now on it takes what comes. */
  hurry() {
    this.#fast = true;
    this.#socket.resume();
  }

  /** Resolves when it has what lies at `position`, or when the stream has ended. @param {number} position @returns {Promise<void>} */
  async until(position) {
    while (!this.ended && (this.last ?? -1) < position) await new Promise((resolve) => this.#watchers.push(() => resolve(undefined)));
  }

  close() {
    this.#socket.destroy();
    this.#end();
  }

  /** @param {number} bytes */
  #allow(bytes) {
    this.#left = bytes;
    this.#socket.resume();
  }

  /**
   * @param {number} count
   * @param {Uint8Array} bytes
   * @returns {boolean} whether it takes more at once
   */
  #take(count, bytes) {
    this.bytes += count;
    this.#left -= count;
    // What is sent is ASCII but for free text of events; a character that is cut here is cut in no number.
    this.#read(Buffer.from(bytes.subarray(0, count)).toString('latin1'));
    return this.#fast || this.#left > 0;
  }

  /** @param {string} text */
  #read(text) {
    this.#rest += text;
    if (this.#head) {
      const end = this.#rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!/^HTTP\/1\.\d 200 /.test(this.#rest)) this.faults.push(this.#rest.slice(0, 300));
      this.#head = false;
      this.#rest = this.#rest.slice(end + 4);
    }
    for (let end = this.#rest.indexOf('\n\n'); end >= 0; end = this.#rest.indexOf('\n\n')) {
      this.#event(this.#rest.slice(0, end));
      this.#rest = this.#rest.slice(end + 2);
    }
    for (const wake of this.#watchers.splice(0)) wake();
  }

  /** @param {string} event */
  #event(event) {
    const cursor = /^id: (.*)$/m.exec(event)?.[1];
    const data = /^data: (.*)$/m.exec(event)?.[1];
    if (cursor !== undefined) this.cursor = cursor;
    if (data === undefined) return;
    const { position } = JSON.parse(data);
    this.predictions++;
    if (this.last !== undefined && position !== this.last + 1) this.faults.push(`${position} came after ${this.last}`);
    this.first ??= position;
    this.last = position;
  }

  #end() {
    this.ended = true;
    clearInterval(this.#timer);
    for (const wake of this.#watchers.splice(0)) wake();
  }
}
