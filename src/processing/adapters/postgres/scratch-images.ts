import type { Pool, PoolClient } from 'pg';
import { MillraceError } from '../../../definition/index.js';
import type { StateImage, WantedKeys } from '../../domain/index.js';
import type { Checkpoint, Swept } from '../../ports/key-images.port.js';
import { readKeyImages, writeKeys } from './image-rows.js';

const STATE = 0;

/** Temporary tables, each set on a connection of its own: they are not logged, nobody else sees them, and they go with the connection. */
export class PostgresScratch {
  private readonly clients = new Map<number, PoolClient>();
  private opened = 0;

  constructor(private readonly pool: Pool) {}

  async open(): Promise<number> {
    const client = await this.pool.connect();
    try {
      for (const table of ['state_image', 'state_match']) await client.query(`CREATE TEMPORARY TABLE ${table} (LIKE processing.${table} INCLUDING ALL)`);
    } catch (error) {
      client.release(true);
      throw error;
    }
    this.clients.set(++this.opened, client);
    return this.opened;
  }

  async write(scratch: number, { images }: Checkpoint): Promise<Swept> {
    await writeKeys(this.client(scratch), STATE, images, 'pg_temp');
    return { gone: [], last: undefined };
  }

  read(scratch: number, wanted: WantedKeys): Promise<StateImage[]> {
    return readKeyImages(this.client(scratch), STATE, wanted, 'pg_temp');
  }

  drop(scratch: number): void {
    this.clients.get(scratch)?.release(true);
    this.clients.delete(scratch);
  }

  private client(scratch: number): PoolClient {
    const client = this.clients.get(scratch);
    if (!client) throw new MillraceError('store_unavailable', 'retryable', 'what the replay had put aside is gone: ask again');
    return client;
  }
}
