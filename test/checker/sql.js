/** All that the checkers ask of the database: the only place that knows its tables. */

export const LANES = `
  SELECT lane.id, lane.run, lane.partition, run.log, lane.position, lane.commit_no, encode(lane.head, 'hex') AS head,
         book_predicted, book_observed, book_joined, book_parked, book_unmatched, book_late, book_duplicate, book_quarantined
  FROM processing.lane JOIN processing.run ON run.name = lane.run
  WHERE $1::text IS NULL OR lane.run = $1 ORDER BY lane.run, lane.partition`;

export const LOG_COUNTS = `
  SELECT count(*) AS count, min(position) AS first, max(position) AS last, count(DISTINCT position) AS positions,
         (SELECT next FROM ingestion.log_partition p WHERE p.log_id = $1 AND p.partition = $2) AS next
  FROM ingestion.log_record WHERE log_id = $1 AND partition = $2`;

export const LOG_ID = 'SELECT id, system FROM ingestion.log WHERE name = $1';

export const LOG_REFUSED = 'SELECT code, count FROM ingestion.refused WHERE log_id = $1 ORDER BY code';

export const COMMITS = `
  SELECT commit_no, from_position, to_position, leaves, encode(head, 'hex') AS head, dispositions, moved
  FROM processing.commit WHERE lane_id = $1 ORDER BY commit_no`;

export const SET_ASIDE = 'SELECT position, commit_no, disposition FROM processing.set_aside WHERE lane_id = $1 ORDER BY position';

export const PREDICTION_POSITIONS = 'SELECT position, commit_no FROM processing.prediction WHERE lane_id = $1 ORDER BY position, id';

export const PREDICTION_COUNTS =
  'SELECT count(*) AS rows, count(DISTINCT id) AS ids, count(DISTINCT event_id) AS event_ids FROM processing.prediction WHERE lane_id = $1';

export const IDS_IN_TWO_PLACES = 'SELECT id FROM processing.prediction GROUP BY id HAVING count(*) > 1 LIMIT 5';

export const PREDICTIONS_OF_NO_LANE =
  'SELECT count(*) AS rows FROM processing.prediction p WHERE NOT EXISTS (SELECT FROM processing.lane WHERE id = p.lane_id)';

export const CORES = `
  SELECT p.id, p.event_id, p.key, p.position, p.event_time, encode(p.vector, 'hex') AS vector, encode(p.scores, 'hex') AS scores, p.decision, p.arm, p.degraded,
         v.hash AS pipeline, s.model, s.version, s.digest
  FROM processing.prediction p
  JOIN processing.pipeline_version v ON v.id = p.version_id
  LEFT JOIN processing.scorer s ON s.id = p.scorer_id
  WHERE p.lane_id = $1 ORDER BY p.position, p.id`;

export const GOLDEN_ROWS = 'SELECT event_id, key, event_time, vector, scores FROM processing.prediction WHERE lane_id = $1 ORDER BY position, id';

/** The stored vector of one prediction near the middle of a run. */
export const ONE_PREDICTION = `
  SELECT id, day::text AS day, encode(vector, 'hex') AS vector FROM processing.prediction WHERE lane_id = $1 AND position >= $2 ORDER BY position LIMIT 1`;

export const SET_VECTOR = "UPDATE processing.prediction SET vector = decode($3, 'hex') WHERE id = $1 AND day = $2::date";

export const WAL_POSITION = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text AS bytes";

export const DATABASE_BYTES = 'SELECT pg_database_size(current_database())::text AS bytes';
