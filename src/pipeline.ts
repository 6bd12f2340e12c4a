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
  /** Most records of one commit: the next batch is what arrived while the last one committed, up to this. */
  readonly batchRecords: number;
  nowUs(): number;
  /** After the commit, never before: waiters, sinks, monitoring. */
  announce(lane: Lane, commit: Commit): void;
}

/** Takes what is there through the lane, in one commit. Returns the number of records; 0 at the end of the log. */
export async function work(lane: Lane, ports: WorkPorts): Promise<number> {
  const records = await ports.log.read(lane.run.log, lane.claim.partition, lane.position, ports.batchRecords);
  if (records.length === 0) return 0;

  await lane.prepare(records, ports.store);
  const step = lane.compute(records);
  const scores = await lane.score(step, ports.models);
  const commit = lane.conclude(step, scores, ports.nowUs());

  await ports.store.commit(lane.claim, commit);
  lane.advance(commit);
  ports.announce(lane, commit);
  return records.length;
}
