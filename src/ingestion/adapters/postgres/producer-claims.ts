import type { PoolClient } from 'pg';
import type { FoundLine, FreshItem, StaleClaim } from '../../ports/log-books.port.js';
import { noteProducers, noteRefused } from './producer-lines.js';

/** No send takes as long; who is stopped in the middle of one holds up others no longer than this. */
const CLAIM_SECONDS = 30;

interface ClaimedItem {
  first: number;
  last: number;
  events: number;
  refused: [number, string][];
}

interface ClaimRow {
  claim_id: string;
  producer: string;
  from_position: number;
  alive: boolean;
}

/** A claim that stands on one of the producers; their rows are locked by the transaction. */
export async function standingClaim(client: PoolClient, id: number, names: readonly string[]): Promise<{ busy: true } | { stale: StaleClaim } | undefined> {
  await client.query('SELECT 1 FROM ingestion.producer WHERE log_id = $1 AND name = ANY($2) ORDER BY name FOR UPDATE', [id, names]);
  const { rows } = await client.query<ClaimRow>(
    `SELECT claim_id, producer, from_position, until > clock_timestamp() AND EXISTS (
       SELECT FROM pg_stat_activity WHERE pid = backend AND pg_stat_activity.backend_start = c.backend_start) AS alive
     FROM ingestion.producer_claim c WHERE log_id = $1 AND producer = ANY($2)`,
    [id, names],
  );
  if (rows.length === 0) return undefined;
  if (rows.some(({ alive }) => alive)) return { busy: true };
  const [{ claim_id: claimId, producer, from_position: from }] = rows;
  const last = await client.query<{ last_line: number }>('SELECT last_line FROM ingestion.producer WHERE log_id = $1 AND name = $2', [id, producer]);
  return { stale: { claimId, producer, from, lastLine: last.rows[0]?.last_line ?? 0 } };
}

export async function makeClaims(client: PoolClient, id: number, claimId: string, items: readonly FreshItem[], from: number): Promise<void> {
  const claims = new Map<string, ClaimedItem[]>();
  for (const { producer, events, refused, gapAfter } of items) {
    if (!producer || gapAfter !== undefined) continue;
    const claimed = {
      first: producer.firstLine,
      last: producer.lastLine,
      events: events.length,
      refused: refused.map(({ line, code }) => [line, code] as [number, string]),
    };
    claims.set(producer.name, [...(claims.get(producer.name) ?? []), claimed]);
  }
  for (const [producer, claimed] of claims)
    await client.query(
      `INSERT INTO ingestion.producer_claim (log_id, producer, claim_id, from_position, items, backend, backend_start, until)
       SELECT $1, $2, $3, $4, $5, pid, backend_start, clock_timestamp() + $6 * interval '1 second' FROM pg_stat_activity WHERE pid = pg_backend_pid()`,
      [id, producer, claimId, from, JSON.stringify(claimed), CLAIM_SECONDS],
    );
}

/** Books of a claim's lines what was found in the log, as if its owner had done it. */
export async function settleClaim(client: PoolClient, id: number, claim: StaleClaim, found: readonly FoundLine[]): Promise<void> {
  const ended = await client.query<{ items: ClaimedItem[] }>(
    'DELETE FROM ingestion.producer_claim WHERE log_id = $1 AND producer = $2 AND claim_id = $3 RETURNING items',
    [id, claim.producer, claim.claimId],
  );
  // Somebody else has settled it.
  if (ended.rows.length === 0) return;
  for (const item of ended.rows[0].items) {
    const own = found.filter(({ line }) => line >= item.first && line <= item.last && line > claim.lastLine);
    const whole = own.length >= item.events;
    const reached = whole ? item.last : (own.at(-1)?.line ?? 0);
    const runs = runsOf(own);
    if (runs.length > 0) runs[runs.length - 1].lastLine = reached;
    else if (whole) runs.push({ lastLine: reached, position: 0, records: 0 });
    for (const { lastLine, position, records } of runs) {
      const producer = { name: claim.producer, firstLine: item.first, lastLine, lines: [] };
      await noteProducers(client, id, [{ item: { events: Array.from<never>({ length: records }), refused: [], producer }, firstPosition: position }]);
    }
    await noteRefused(
      client,
      id,
      item.refused.filter(([line]) => line <= reached && line > claim.lastLine).map(([, code]) => code),
    );
    if (!whole) return;
  }
}

function runsOf(found: readonly FoundLine[]): { lastLine: number; position: number; records: number }[] {
  const runs: { lastLine: number; position: number; records: number }[] = [];
  for (const { line, position } of found) {
    const last = runs.at(-1);
    if (last && position === last.position + last.records) {
      last.records++;
      last.lastLine = line;
    } else runs.push({ lastLine: line, position, records: 1 });
  }
  return runs;
}
