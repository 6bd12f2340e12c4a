import { HASH_BYTES, genesisHead, leafHash, seal } from '../../governance/index.js';
import { PREDICTED, type RecordContext } from '../domain/index.js';
import type { LedgerReader, StoredCommit } from '../ports/ledger-reader.port.js';
import { RecordEncoder } from './prediction-record.js';
import { MARK_BYTES, marksOf } from './record-writer.js';

/** What does not agree, and where. */
export interface LedgerFault {
  readonly run: string;
  readonly commitNo: number;
  readonly message: string;
  /** The record that was changed, where one record alone can be told. */
  readonly predictionId?: string;
}

export interface LedgerReport {
  readonly run: string;
  readonly commits: number;
  readonly predictions: number;
  /** Head of the chain, hex. */
  readonly head: string;
  readonly faults: readonly LedgerFault[];
}

const FAULTS_TOLD = 20;

/**
 * Reads every commit of a run in order, computes leaves, roots and chain heads again from the stored records, and compares. Root and
 * chain are the proof; the stored marks of the leaves only tell which record it was.
 */
export async function verifyLedger(run: string, reader: LedgerReader, progress: (commits: number) => void = () => undefined): Promise<LedgerReport> {
  const faults: LedgerFault[] = [];
  let previous: Pick<StoredCommit, 'head' | 'to' | 'commitNo'> = { head: genesisHead(), to: 0, commitNo: 0 };
  let predictions = 0;
  let commits = 0;
  // The lane's end first: commits that follow while this reads are left for the next time.
  const lane = await reader.laneEnd(run);
  for await (const commit of reader.commits(run, lane?.commitNo ?? 0)) {
    const found = await checkCommit(commit, previous, reader);
    for (const fault of found.slice(0, FAULTS_TOLD - faults.length)) faults.push({ run, commitNo: commit.commitNo, ...fault });
    predictions += commit.leaves;
    previous = commit;
    progress(++commits);
  }
  if (lane && (lane.commitNo !== previous.commitNo || lane.position !== previous.to || !lane.head.equals(previous.head))) {
    faults.push({ run, commitNo: previous.commitNo, message: 'the lane does not stand at the end of its chain' });
  }
  return { run, commits, predictions, head: previous.head.toString('hex'), faults };
}

type Found = Omit<LedgerFault, 'run' | 'commitNo'>;

async function checkCommit(commit: StoredCommit, previous: Pick<StoredCommit, 'head' | 'to' | 'commitNo'>, reader: LedgerReader): Promise<Found[]> {
  const faults: Found[] = [];
  if (commit.commitNo !== previous.commitNo + 1) faults.push({ message: `commits ${previous.commitNo + 1} to ${commit.commitNo - 1} are missing` });
  if (commit.from !== previous.to) faults.push({ message: `starts at position ${commit.from}, the one before ended at ${previous.to}` });
  if (commit.dispositions.length !== commit.to - commit.from) faults.push({ message: 'has not one disposition for each record' });
  const rows = await reader.predictions(commit);
  const leaves = Buffer.alloc(rows.length * HASH_BYTES);
  const encoders = new Map<RecordContext, RecordEncoder>();
  rows.forEach(({ id, row, context }, i) => {
    const encoder = encoders.get(context) ?? new RecordEncoder(context);
    encoders.set(context, encoder);
    leafHash(encoder.publicPart(row), row.salt, encoder.privatePart(row), leaves, i * HASH_BYTES);
    if (commit.dispositions[row.position - commit.from] !== PREDICTED)
      faults.push({ predictionId: id, message: `the record at position ${row.position} is no prediction` });
  });
  const marks = marksOf(leaves);
  rows.forEach(({ id, row }, i) => {
    const same = marks.compare(commit.leafMarks, i * MARK_BYTES, (i + 1) * MARK_BYTES, i * MARK_BYTES, (i + 1) * MARK_BYTES) === 0;
    if (!same && rows.length === commit.leaves) faults.push({ predictionId: id, message: `prediction ${id} at position ${row.position} was changed` });
  });
  const facts = { run: commit.run, partition: commit.partition, commit: commit.commitNo, from: commit.from, to: commit.to, dispositions: commit.dispositions };
  const { root, head } = seal(previous.head, facts, leaves);
  if (rows.length !== commit.leaves) faults.push({ message: `has ${rows.length} predictions, ${commit.leaves} were committed` });
  if (!root.equals(commit.root)) faults.push({ message: 'its records are not those that were committed: the Merkle root differs' });
  else if (!head.equals(commit.head)) faults.push({ message: 'the chain is broken: commit and head before do not make its head' });
  return faults;
}
