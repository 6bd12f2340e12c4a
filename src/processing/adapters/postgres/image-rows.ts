import { hash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { rowQuery } from '../../../platform/database/index.js';
import { type KeyName, LANE_IMAGE, type PackedKey, type StateImage, type WantedKeys } from '../../domain/index.js';
import type { Checkpoint, Sweep, Swept } from '../../ports/key-images.port.js';

const IMAGES_A_READ = 1000;
/** Match rows that a checkpoint deletes, at most, for each image that its sweep looks at. */
const MATCHES_A_SWEEP = 8;
const COLUMNS = 'group_no, key, as_of, image, ends_at, matched_to';

type ImageRow = [number, string, number, Buffer, number | null, number | null];

/** Writes images over older ones, forgets the deltas that all of them hold, and sweeps. */
export async function writeCheckpoint(client: PoolClient, stateId: number, { images, dropDeltas, sweep }: Checkpoint): Promise<Swept> {
  await writeKeys(client, stateId, images);
  await client.query('DELETE FROM processing.state_delta WHERE state_id = $1 AND as_of <= $2', [stateId, dropDeltas]);
  return sweep ? sweepImages(client, stateId, sweep) : { gone: [], last: undefined };
}

/** Images over older ones, with the match values of their events. @param schema of the tables */
export async function writeKeys(client: PoolClient, stateId: number, images: readonly PackedKey[], schema = 'processing'): Promise<void> {
  if (images.length > 0) await writeImages(client, stateId, images, schema);
  await writeMatches(client, stateId, images, schema);
}

/** Hands over every image of a state, that of the lane itself first. */
export async function readImages(pool: Pool, stateId: number, each: (image: StateImage) => void): Promise<void> {
  const lane = `SELECT ${COLUMNS} FROM processing.state_image WHERE state_id = $1 AND group_no = ${LANE_IMAGE}`;
  for (const row of (await pool.query(rowQuery(lane, [stateId]))).rows as ImageRow[]) each(imageOf(row));
  const next = `SELECT ${COLUMNS} FROM processing.state_image WHERE state_id = $1 AND (group_no, key) > ($2, $3) ORDER BY group_no, key LIMIT ${IMAGES_A_READ}`;
  for (let after: KeyName = { group: LANE_IMAGE, key: '' }, more = true; more;) {
    const rows = (await pool.query(rowQuery(next, [stateId, after.group, after.key]))).rows as ImageRow[];
    for (const row of rows) {
      const image = imageOf(row);
      each(image);
      after = image;
    }
    more = rows.length === IMAGES_A_READ;
  }
}

/** Each wanted row is looked up by itself, whatever the planner thinks of the table. */
export async function readKeyImages(pool: Pool | PoolClient, stateId: number, { keys, matches }: WantedKeys, schema = 'processing'): Promise<StateImage[]> {
  const found = await pool.query(
    rowQuery(
      `WITH wanted AS (
         SELECT * FROM unnest($2::smallint[], $3::text[]) AS named (group_no, key)
         UNION
         SELECT m.group_no, m.key FROM unnest($4::smallint[], $5::bigint[]) AS asked (group_no, match),
           LATERAL (SELECT group_no, key FROM ${schema}.state_match WHERE state_id = $1 AND group_no = asked.group_no AND match = asked.match OFFSET 0) m
       )
       SELECT i.* FROM wanted,
         LATERAL (SELECT ${COLUMNS} FROM ${schema}.state_image WHERE state_id = $1 AND group_no = wanted.group_no AND key = wanted.key OFFSET 0) i`,
      [stateId, keys.map(({ group }) => group), keys.map(({ key }) => key), matches.map(({ group }) => group), matches.map(({ match }) => hashOf(match))],
    ),
  );
  return (found.rows as ImageRow[]).map(imageOf);
}

async function writeImages(client: PoolClient, stateId: number, images: readonly PackedKey[], schema: string): Promise<void> {
  await client.query(
    `INSERT INTO ${schema}.state_image (state_id, ${COLUMNS})
     SELECT $1, * FROM unnest($2::smallint[], $3::text[], $4::bigint[], $5::bytea[], $6::bigint[], $7::bigint[])
     ON CONFLICT (state_id, group_no, key)
     DO UPDATE SET as_of = excluded.as_of, image = excluded.image, ends_at = excluded.ends_at, matched_to = excluded.matched_to`,
    [
      stateId,
      images.map(({ group }) => group),
      images.map(({ key }) => key),
      images.map(({ commitNo }) => commitNo),
      images.map(({ image }) => image),
      images.map(({ endsUs }) => (endsUs === undefined ? null : storedTime(endsUs))),
      images.map(({ matchedTo }) => matchedTo ?? null),
    ],
  );
}

async function writeMatches(client: PoolClient, stateId: number, images: readonly PackedKey[], schema: string): Promise<void> {
  const rows = images.flatMap(({ group, key, matches }) => matches.map(({ match, endsUs }) => ({ group, match: hashOf(match), key, endsUs })));
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO ${schema}.state_match (state_id, group_no, match, key, ends_at)
     SELECT $1, group_no, match, key, max(ends_at) FROM unnest($2::smallint[], $3::bigint[], $4::text[], $5::bigint[]) AS new (group_no, match, key, ends_at)
     GROUP BY group_no, match, key
     ON CONFLICT (state_id, group_no, match, key) DO UPDATE SET ends_at = excluded.ends_at WHERE excluded.ends_at > state_match.ends_at`,
    [stateId, rows.map(({ group }) => group), rows.map(({ match }) => match), rows.map(({ key }) => key), rows.map(({ endsUs }) => storedTime(endsUs))],
  );
}

async function sweepImages(client: PoolClient, stateId: number, { after, endedUs, limit }: Sweep): Promise<Swept> {
  const found = await client.query(
    rowQuery(
      `WITH page AS (
         SELECT group_no, key, ends_at FROM processing.state_image WHERE state_id = $1 AND group_no >= 0 AND (group_no, key) > ($2, $3)
         ORDER BY group_no, key LIMIT $5
       ), gone AS (
         DELETE FROM processing.state_image i USING page p
         WHERE i.state_id = $1 AND i.group_no = p.group_no AND i.key = p.key AND p.ends_at <= $4 RETURNING i.group_no, i.key
       )
       (SELECT true, group_no, key FROM gone) UNION ALL (SELECT false, group_no, key FROM page ORDER BY group_no DESC, key DESC LIMIT 1)`,
      [stateId, after.group, after.key, storedTime(endedUs), limit],
    ),
  );
  await client.query(
    `DELETE FROM processing.state_match WHERE ctid = ANY (ARRAY(SELECT ctid FROM processing.state_match WHERE state_id = $1 AND ends_at <= $2 LIMIT $3))`,
    [stateId, storedTime(endedUs), limit * MATCHES_A_SWEEP],
  );
  const rows = found.rows as [boolean, number, string][];
  const named = (gone: boolean): KeyName[] => rows.filter((row) => row[0] === gone).map(([, group, key]) => ({ group, key }));
  return { gone: named(true), last: named(false)[0] };
}

function imageOf([group, key, commitNo, image, endsUs, matchedTo]: ImageRow): StateImage {
  return { group, key, commitNo, image, endsUs: endsUs ?? undefined, matchedTo: matchedTo ?? undefined };
}

/** A key without events ended before all time. */
function storedTime(timeUs: number): number {
  return Math.max(0, timeUs);
}

/** A row too many does no harm: two values may have the same. */
function hashOf(match: string): bigint {
  return hash('sha256', match, 'buffer').readBigInt64LE(0);
}
