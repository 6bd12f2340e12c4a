import { setImmediate as otherWork } from 'node:timers/promises';
import { type BoundPlan, MillraceError } from '../../definition/index.js';
import { type Candidate, type Run, type Step, windowReachUs } from '../domain/index.js';
import type { RecordReader } from '../ports/record-reader.port.js';
import type { ServedPrediction } from '../ports/replay-source.port.js';
import type { TrainingBatch, TrainingColumns, TrainingQuery, TrainingRow, TrainingServed, TrainingSets, TrainingSummary } from '../ports/training-sets.port.js';
import { Labels, collectLabels } from './collect-labels.js';
import type { Pipelines } from './pipelines.js';
import { Replay, type ReplayPorts } from './replay.js';

/** Records between two turns of the event loop: a few milliseconds, so that predictions of the same process hardly wait. */
const BATCH_RECORDS = 512;
const MOST_AT_ONCE = 2;
const PARTITION = 0;

interface TrainingPorts extends ReplayPorts {
  readonly reader: Pick<RecordReader, 'lane'>;
  readonly pipelines: Pick<Pipelines, 'get'>;
}

interface Range {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Rebuilds training sets from the log, two at once at most. */
export class BuildTrainingSet implements TrainingSets {
  private running = 0;
  private stopping = false;

  constructor(private readonly ports: TrainingPorts) {}

  async columns(pipeline: string): Promise<TrainingColumns> {
    const run = this.ports.pipelines.get(pipeline);
    const { features, vector } = run.bound.plan;
    return { features: vector.map((f) => features[f].name), outcomes: new Labels(run, this.ports.idKey).names };
  }

  async *rows(pipeline: string, query: TrainingQuery): AsyncGenerator<TrainingBatch> {
    const run = this.ports.pipelines.get(pipeline);
    const range = { fromUs: query.fromUs ?? 0, toUs: query.toUs ?? Infinity };
    if (range.fromUs >= range.toUs) throw new MillraceError('query', 'poison', 'from must lie before to: the set would have no rows');
    if (this.running >= MOST_AT_ONCE)
      throw new MillraceError('busy', 'retryable', `${MOST_AT_ONCE} training sets are being rebuilt: try again when one has ended`);
    this.running++;
    try {
      yield* this.rebuild(run, range);
    } finally {
      this.running--;
    }
  }

  /** The application shuts down: sets that are under way break off. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  private async *rebuild(run: Run, range: Range): AsyncGenerator<TrainingBatch> {
    const { ports } = this;
    // What is committed now is the end of the log for this set: a later commit changes nothing of it.
    const end = (await ports.reader.lane(run.name))?.position ?? 0;
    const replay = await Replay.open(run, range.fromUs, end, ports);
    try {
      yield* this.take(run, range, end, replay);
    } finally {
      await replay.close();
    }
  }

  private async *take(run: Run, range: Range, end: number, replay: Replay): AsyncGenerator<TrainingBatch> {
    const { ports } = this;
    const { plan } = run.bound;
    const labels = await collectLabels(run, replay.start, end, ports);
    const fullFromUs = (replay.start === 0 ? await beginsUs(run, end, ports) : -Infinity) + windowReachUs(plan);
    const latenessUs = Math.max(...plan.events.map((event) => event.latenessUs));
    let summary: TrainingSummary = { rows: 0, warming: 0, compared: 0, different: 0, replayed: [replay.start, replay.start], labelsUpTo: end };
    const lastRetry = range.toUs === Infinity ? -1 : await ports.source.lastRetry(run.name);
    // No record after this can still have a time of the range and not be late, unless it tries a late one again.
    while (!replay.done && (replay.maxTimeUs - latenessUs < range.toUs || replay.position <= lastRetry)) {
      if (this.stopping) throw new MillraceError('stopping', 'retryable', 'the application shuts down: ask again once it is up');
      const step = await replay.next(BATCH_RECORDS);
      const served = step.maxTimeUs < range.fromUs ? [] : await ports.source.served(run.name, step.from, step.to);
      const batch = assemble(run.bound, step, served, labels, { ...range, fullFromUs, modelOnly: replay.modelOnly });
      summary = added(summary, batch, [replay.start, replay.position]);
      if (batch.rows.length > 0 || batch.missing > 0) yield { rows: batch.rows, vectors: batch.vectors, summary };
      await otherWork();
    }
    yield { rows: [], vectors: new Float64Array(0), summary };
  }
}

interface Chosen extends Range {
  readonly fullFromUs: number;
  /** Records that asked only the model again: their events have their rows where the vectors were computed. */
  readonly modelOnly: ReadonlySet<number>;
}

interface Assembled {
  readonly rows: TrainingRow[];
  readonly vectors: Float64Array;
  /** Served predictions that the rebuild does not have. */
  readonly missing: number;
}

function assemble(bound: BoundPlan, step: Step, served: readonly ServedPrediction[], labels: Labels, range: Chosen): Assembled {
  const width = bound.plan.vector.length;
  const wanted = (timeUs: number, position: number): boolean => timeUs >= range.fromUs && timeUs < range.toUs && !range.modelOnly.has(position);
  const byPosition = new Map(served.filter((one) => wanted(one.eventTimeUs, one.position)).map((one) => [one.position, one]));
  const chosen = step.candidates.flatMap(({ timeUs, record }, row) => (wanted(timeUs, record.position) ? [row] : []));
  const vectors = new Float64Array(chosen.length * width);
  const rows = chosen.map((row, i) => {
    const candidate = step.candidates[row];
    const vector = step.vectors.subarray(row * width, (row + 1) * width);
    vectors.set(vector, i * width);
    const before = byPosition.get(candidate.record.position);
    byPosition.delete(candidate.record.position);
    return rowOf(candidate, candidate.timeUs < range.fullFromUs, labels, before && compared(before, vector, bound.plan.hash));
  });
  return { rows, vectors, missing: byPosition.size };
}

function rowOf({ record, event, eventId, key, timeUs }: Candidate, warming: boolean, labels: Labels, served: TrainingServed | undefined): TrainingRow {
  return { eventId, position: record.position, timeUs, key, warming, labels: labels.of(event), served: served ?? null };
}

function compared({ score, decision, modelVersion, vector, pipelineHash }: ServedPrediction, rebuilt: Float64Array, hash: string): TrainingServed {
  const bytes = Buffer.from(rebuilt.buffer, rebuilt.byteOffset, rebuilt.byteLength);
  return { score, decision, modelVersion, equal: pipelineHash === hash ? bytes.equals(vector) : null };
}

function added(summary: TrainingSummary, { rows, missing }: Assembled, replayed: readonly [number, number]): TrainingSummary {
  const count = (is: (row: TrainingRow) => boolean): number => rows.reduce((sum, row) => sum + (is(row) ? 1 : 0), 0);
  return {
    rows: summary.rows + rows.length,
    warming: summary.warming + count((row) => row.warming),
    compared: summary.compared + count((row) => typeof row.served?.equal === 'boolean'),
    different: summary.different + count((row) => row.served?.equal === false) + missing,
    replayed,
    labelsUpTo: summary.labelsUpTo,
  };
}

/** Time of the log's first event, µs: windows that reach back before it are not full. */
async function beginsUs({ bound, log }: Run, end: number, ports: ReplayPorts): Promise<number> {
  for (let from = 0; from < end; from += BATCH_RECORDS) {
    for (const record of await ports.log.read(log, PARTITION, from, BATCH_RECORDS)) {
      const type = bound.events.get(record.type);
      if (!type || type.outcome) continue;
      const timeUs = type.timeUs(record.event ?? (JSON.parse(record.body) as Record<string, unknown>)) ?? record.appendedAtUs;
      if (timeUs <= record.appendedAtUs + type.aheadUs) return timeUs;
    }
  }
  return Infinity;
}
