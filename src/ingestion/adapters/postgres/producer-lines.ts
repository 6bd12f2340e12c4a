import type { PoolClient } from 'pg';
import type { FreshItem, SentItem } from '../../ports/log-books.port.js';
import type { AppendItem } from '../../ports/log.port.js';

interface EarlierAppend {
  first_line: number;
  last_line: number;
  first_position: number;
  records: number;
}

/** Takes out of the items what the log has from their producers, whose rows stay locked until the transaction ends. */
export async function freshItems(client: PoolClient, id: number, items: readonly AppendItem[]): Promise<FreshItem[]> {
  const names = [...new Set(items.flatMap((item) => (item.producer ? [item.producer.name] : [])))].toSorted();
  if (names.length === 0) return [...items];
  await client.query('INSERT INTO ingestion.producer (log_id, name, last_line) SELECT $1, name, 0 FROM unnest($2::text[]) AS name ON CONFLICT DO NOTHING', [
    id,
    names,
  ]);
  const locked = await client.query<{ name: string; last_line: number }>(
    'SELECT name, last_line FROM ingestion.producer WHERE log_id = $1 AND name = ANY($2) ORDER BY name FOR UPDATE',
    [id, names],
  );
  const last = new Map(locked.rows.map((row) => [row.name, row.last_line]));
  const fresh: FreshItem[] = [];
  for (const item of items) {
    if (!item.producer) {
      fresh.push(item);
      continue;
    }
    const lastLine = last.get(item.producer.name) ?? 0;
    const taken = await withoutEcho(client, id, item, lastLine);
    fresh.push(taken);
    if (taken.gapAfter === undefined) last.set(item.producer.name, Math.max(lastLine, item.producer.lastLine));
  }
  return fresh;
}

async function withoutEcho(client: PoolClient, id: number, item: AppendItem, lastLine: number): Promise<FreshItem> {
  const { producer } = item;
  if (!producer || producer.firstLine === lastLine + 1) return item;
  // A batch that failed came before this one: taking this one would make its repeat look like an echo.
  if (producer.firstLine > lastLine) return { events: [], refused: [], gapAfter: lastLine };
  const skip = producer.lines.filter((line) => line <= lastLine).length;
  const found = await client.query<EarlierAppend>(
    'SELECT first_line, last_line, first_position, records FROM ingestion.producer_append WHERE log_id = $1 AND producer = $2 AND last_line >= $3 ORDER BY last_line LIMIT 1',
    [id, producer.name, producer.firstLine],
  );
  return {
    events: item.events.slice(skip),
    refused: item.refused.filter(({ line }) => line > lastLine),
    producer: { ...producer, lines: producer.lines.slice(skip) },
    before: { firstPosition: positionOf(producer.firstLine, found.rows[0]), records: skip },
  };
}

/** Where a line stood: told when it began its append, or when none of that append's lines was refused. */
function positionOf(line: number, append: EarlierAppend | undefined): number | undefined {
  if (!append) return undefined;
  const whole = append.records === append.last_line - append.first_line + 1;
  return whole || line === append.first_line ? append.first_position + line - append.first_line : undefined;
}

export async function noteProducers(client: PoolClient, id: number, sent: readonly SentItem[]): Promise<void> {
  for (const { item, firstPosition } of sent) {
    const { producer, events } = item;
    if (!producer) continue;
    const moved = await client.query<{ before: number }>(
      `UPDATE ingestion.producer AS now SET last_line = $3 FROM ingestion.producer AS old
       WHERE now.log_id = $1 AND now.name = $2 AND now.last_line < $3 AND old.log_id = now.log_id AND old.name = now.name RETURNING old.last_line AS before`,
      [id, producer.name, producer.lastLine],
    );
    if (moved.rows.length === 0) continue;
    await client.query(
      'INSERT INTO ingestion.producer_append (log_id, producer, last_line, first_line, first_position, records) VALUES ($1, $2, $3, $4, $5, $6)',
      [id, producer.name, producer.lastLine, moved.rows[0].before + 1, firstPosition, events.length],
    );
  }
}

export async function noteRefused(client: PoolClient, id: number, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  await client.query(
    `INSERT INTO ingestion.refused (log_id, code, count) SELECT $1, code, count(*) FROM unnest($2::text[]) AS code GROUP BY code ORDER BY code
     ON CONFLICT (log_id, code) DO UPDATE SET count = ingestion.refused.count + excluded.count`,
    [id, codes],
  );
}
