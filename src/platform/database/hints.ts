import type { Pool, PoolClient } from 'pg';

const AGAIN_MS = 1_000;
const SAY_MS = 2_000;
const CHANNEL = 'millrace';

/**
 * Short texts between the processes of one database, by NOTIFY on a connection of its own: hints that something may have changed. They
 * get lost, come late and come twice; who hears one looks for itself.
 */
export class Hints {
  private readonly listeners = new Set<(text: string) => void>();
  private readonly waiting = new Set<string>();
  private client: PoolClient | undefined;
  private saying = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  /** Off while nobody else could hear. */
  enabled = true;

  constructor(private readonly pool: Pool) {
    void this.connect();
  }

  subscribe(listener: (text: string) => void): void {
    this.listeners.add(listener);
  }

  /** Never waits; what is said while something is being said goes out with what comes after it. */
  say(text: string): void {
    if (!this.enabled || this.stopped) return;
    this.waiting.add(text);
    if (!this.saying) void this.sayAll();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.drop();
  }

  private async connect(): Promise<void> {
    try {
      const client = await this.pool.connect();
      if (this.stopped) return client.release(true);
      this.client = client;
      client.on('notification', ({ payload }) => this.listeners.forEach((listener) => listener(payload ?? '')));
      client.once('end', () => this.lost(client));
      client.once('error', () => this.lost(client));
      // A hint is worth no wait for the disk.
      await client.query(`SET synchronous_commit = off; LISTEN ${CHANNEL}`);
    } catch {
      this.lost(this.client);
    }
  }

  private async sayAll(): Promise<void> {
    this.saying = true;
    while (this.waiting.size > 0 && this.client) {
      const texts = [...this.waiting];
      this.waiting.clear();
      const { client } = this;
      const query = { text: `SELECT pg_notify('${CHANNEL}', text) FROM unnest($1::text[]) AS text`, values: [texts], query_timeout: SAY_MS };
      await client.query(query).catch(() => this.lost(client));
    }
    this.waiting.clear();
    this.saying = false;
  }

  private lost(client: PoolClient | undefined): void {
    if (client !== this.client || this.stopped) return;
    this.drop();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), AGAIN_MS).unref();
  }

  private drop(): void {
    const { client } = this;
    this.client = undefined;
    client?.removeAllListeners('notification');
    client?.release(true);
  }
}
