import type { BoundPlan } from '../../definition/index.js';
import { lineBatches } from '../send/batches.js';
import { type Mapping, readerFor } from '../send/choose-reader.js';
import type { InputFile } from '../send/input-file.js';
import type { LineReader } from '../send/line-reader.js';
import { LineSink } from '../send/line-sink.js';
import type { Refused } from '../answers.js';
import { ScratchLane, type TriedAside, type TriedRow } from './scratch-lane.js';

/** What the first events of a file come to. */
export interface Tried {
  readonly rows: readonly TriedRow[];
  readonly asides: readonly TriedAside[];
  readonly refused: readonly Refused[];
  /** Events that were read for it. */
  readonly records: number;
}

/**
 * Runs the beginning of a file through a scratch lane until there are `rows` feature vectors; no more of it is read than needed.
 * @param explained events to tell behind each window feature.
 */
export async function tryFile(bound: BoundPlan, input: InputFile, mapping: Mapping, rows: number, nowMs: number, explained = 0): Promise<Tried> {
  const lane = new ScratchLane(bound, nowMs, explained);
  let reader: LineReader | undefined;
  const batches = lineBatches(input, new LineSink(0), (start) => (reader = readerFor(start, bound.plan, mapping)), 1);
  for await (const batch of batches) {
    lane.take(batch.body.slice(0, -1), reader?.type, batch.fileLines[0]);
    if (lane.rows.length >= rows) break;
  }
  // The block that was read last goes on past the last row that is shown: what is wrong there is not told.
  const last = lane.rows.length >= rows ? lane.rows[rows - 1].line : Infinity;
  const local = (reader?.refusals.first ?? []).filter((refused) => refused.line <= last);
  return { rows: lane.rows, asides: lane.asides, refused: [...local, ...lane.refusals.first].sort((a, b) => a.line - b.line), records: lane.records };
}
