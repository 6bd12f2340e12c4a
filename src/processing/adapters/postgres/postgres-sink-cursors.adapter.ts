import type { Pool } from 'pg';
import type { SinkCursors } from '../../ports/sink.port.js';

export class PostgresSinkCursors implements SinkCursors {
  constructor(private readonly pool: Pool) {}

  async load(sink: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ cursor: string }>('SELECT cursor FROM processing.sink_cursor WHERE sink = $1', [sink]);
    return rows[0]?.cursor;
  }

  async save(sink: string, cursor: string, sent: number): Promise<void> {
    await this.pool.query(
      `INSERT INTO processing.sink_cursor AS known (sink, cursor, sent) VALUES ($1, $2, $3)
       ON CONFLICT (sink) DO UPDATE SET cursor = excluded.cursor, sent = known.sent + excluded.sent, moved_at = now()`,
      [sink, cursor, sent],
    );
  }
}
