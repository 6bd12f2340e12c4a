import { type CopyIn, CopyWriter } from '../../../platform/database/index.js';
import type { Commit } from '../../ports/commit-store.port.js';

const PREDICTION_TARGET =
  'processing.prediction (lane_id, commit_no, position, event_time, arrived_at, predicted_at, id, day, version_id, scorer_id, event_id, key, vector, scores, decision, arm, degraded, salt, digest)';
const SET_ASIDE_TARGET = 'processing.set_aside (lane_id, position, commit_no, disposition, code, reason, event_id, event_time, first_position, vector)';
const DELTA_TARGET = 'processing.state_delta (state_id, as_of, from_position, delta)';
const COMMIT_TARGET =
  'processing.commit (lane_id, commit_no, day, committed_at, from_position, to_position, max_time, version_id, leaves, root, head, leaf_marks, dispositions, moved)';

/** Every row of a commit; where there are none of a kind, nothing of it. */
export function commitCopies(laneId: number, commit: Commit): CopyIn[] {
  return [...predictionRows(laneId, commit), ...setAsideRows(laneId, commit), commitRow(laneId, commit), deltaRow(commit)];
}

function predictionRows(laneId: number, commit: Commit): CopyIn[] {
  const { predictions } = commit;
  if (predictions.length === 0) return [];
  const rows = new CopyWriter(predictions.length * (320 + predictions[0].vector.length));
  for (const row of predictions) {
    rows.row(19);
    rows.i32(laneId);
    rows.i64(commit.commitNo);
    rows.i64(row.position);
    rows.i64(row.eventTimeUs);
    rows.i64(row.arrivedAtUs);
    rows.i64(row.predictedAtUs);
    rows.bytes(row.id);
    rows.date(commit.day);
    rows.i32(commit.versionId);
    rows.i32(row.scorerId);
    rows.text(row.eventId);
    rows.text(row.key);
    rows.bytes(row.vector);
    rows.bytes(row.scores);
    rows.textOrNull(row.decision);
    rows.textOrNull(row.arm);
    rows.textOrNull(row.degraded);
    rows.bytes(row.salt);
    rows.bytes(row.digest);
  }
  return [{ target: PREDICTION_TARGET, payload: rows.finish() }];
}

function setAsideRows(laneId: number, commit: Commit): CopyIn[] {
  if (commit.setAside.length === 0) return [];
  const rows = new CopyWriter(commit.setAside.length * 200);
  for (const aside of commit.setAside) {
    rows.row(10);
    rows.i32(laneId);
    rows.i64(aside.position);
    rows.i64(commit.commitNo);
    rows.i16(aside.disposition);
    rows.text(aside.code);
    rows.text(aside.reason.slice(0, 1000));
    rows.textOrNull(aside.eventId);
    longOrNull(rows, aside.timeUs);
    longOrNull(rows, aside.firstPosition);
    if (aside.vector) rows.bytes(Buffer.from(aside.vector.buffer, aside.vector.byteOffset, aside.vector.byteLength));
    else rows.null();
  }
  return [{ target: SET_ASIDE_TARGET, payload: rows.finish() }];
}

function longOrNull(rows: CopyWriter, value: number | undefined): void {
  if (value === undefined) rows.null();
  else rows.i64(value);
}

function commitRow(laneId: number, commit: Commit): CopyIn {
  const row = new CopyWriter(400 + commit.leafMarks.length + commit.dispositions.length);
  row.row(14);
  row.i32(laneId);
  row.i64(commit.commitNo);
  row.date(commit.day);
  row.i64(commit.committedAtUs);
  row.i64(commit.from);
  row.i64(commit.to);
  if (Number.isFinite(commit.maxTimeUs)) row.i64(commit.maxTimeUs);
  else row.null();
  row.i32(commit.versionId);
  row.i32(commit.leaves);
  row.bytes(commit.root);
  row.bytes(commit.head);
  row.bytes(commit.leafMarks);
  row.bytes(commit.dispositions);
  if (commit.moved) row.bytes(commit.moved);
  else row.null();
  return { target: COMMIT_TARGET, payload: row.finish() };
}

function deltaRow(commit: Commit): CopyIn {
  const delta = new CopyWriter(100 + commit.delta.length);
  delta.row(4);
  delta.i32(commit.stateId);
  delta.i64(commit.to);
  delta.i64(commit.from);
  delta.bytes(commit.delta);
  return { target: DELTA_TARGET, payload: delta.finish() };
}
