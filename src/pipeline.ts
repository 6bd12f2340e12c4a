import type { DecodedEvents, Intake, IntakeReceipt, LogReader } from './ingestion/index.js';
import type { Models } from './inference/index.js';
import type { Commit, CommitStore, Lane } from './processing/index.js';

/*
 * The straight line. Every event, whatever face it came in by, goes through these two functions and no other way:
 *
 *   accept:  bytes -> decode, protect, admit -> log
 *   work:    log -> order, dedupe -> features -> model -> ONE commit -> announce
 */

export interface AcceptPorts {
  /** Bytes to events, each checked by its type's schema and protected; what is no event comes back as a refusal. */
  decode(intake: Intake): DecodedEvents;
  /** Takes the events into the bounded queue before the log, or refuses; resolves once they are durable in the log. */
  append(intake: Intake, decoded: DecodedEvents): Promise<IntakeReceipt>;
}

/** Takes events in; what it answers is durable and has its position. */
export async function accept(intake: Intake, ports: AcceptPorts): Promise<IntakeReceipt> {
  const decoded = ports.decode(intake);
  return ports.append(intake, decoded);
}

export interface WorkPorts {
  readonly log: LogReader;
  readonly models: Models;
  readonly store: CommitStore;
  /** Most records of one commit. */
  readonly batchRecords: number;
  nowUs(): number;
  /** After the commit, never before: waiters, sinks, monitoring. */
  announce(lane: Lane, commit: Commit): void;
}

/** Fewer records are not worth computing ahead: what arrives until the commit under way is durable joins them. */
const AHEAD_RECORDS = 256;

/**
 * Takes what is there through the lane, in one commit, and leaves that under way: the next call computes meanwhile, and never goes
 * further than that. Returns the number of records; 0 at the end of the log, with everything durable. Throws when the commit before
 * failed: the lane is dropped then, with what was computed on top of it.
 */
export async function work(lane: Lane, ports: WorkPorts): Promise<number> {
  let records = await lane.read(ports.log, ports.batchRecords);
  if (records.length < AHEAD_RECORDS && lane.committing) {
    await lane.committed();
    records = await lane.read(ports.log, ports.batchRecords);
  }
  if (records.length === 0) return 0;

  await lane.prepare(records, ports.store);
  const step = lane.compute(records);
  const scores = await lane.score(step, ports.models);
  const commit = lane.conclude(step, scores, ports.nowUs());

  await lane.committed();
  lane.begin(settle(lane, commit, ports));
  return records.length;
}

async function settle(lane: Lane, commit: Commit, ports: WorkPorts): Promise<void> {
  await ports.store.commit(lane.claim, commit);
  lane.advance(commit);
  ports.announce(lane, commit);
}
