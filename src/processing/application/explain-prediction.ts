import { MillraceError } from '../../definition/index.js';
import type { Models } from '../../inference/index.js';
import { type Behind, byFallback, type Run, type Step } from '../domain/index.js';
import type { RecordReader, StoredPrediction } from '../ports/record-reader.port.js';
import { featuresOf } from './answer.js';
import type { Versions } from './versions.js';
import { type BehindAnswer, behindAnswers } from './behind-answer.js';
import { readRetries } from './read-retries.js';
import { Replay, type ReplayPorts } from './replay.js';

const BATCH_RECORDS = 4096;
/** Events told behind each feature. */
const EVENTS_BEHIND = 20;

interface ExplainPorts extends ReplayPorts {
  readonly models: Models;
  readonly versions: Pick<Versions, 'asOf'>;
  readonly reader: RecordReader;
}

/** A prediction computed again from the log, beside what was stored. */
export interface Explanation {
  readonly prediction: StoredPrediction;
  /** The event as the log has it. */
  readonly event: unknown;
  readonly features: Readonly<Record<string, { readonly stored: number; readonly rebuilt: number; readonly equal: boolean }>>;
  readonly score: { readonly stored: number; readonly rebuilt: number; readonly equal: boolean };
  readonly decision: { readonly stored: string | null; readonly rebuilt: string | null; readonly equal: boolean };
  readonly equal: boolean;
  /** For each window feature the events that it was computed from, the newest of them where there are many. */
  readonly behind: readonly BehindAnswer[];
  /** Records of the log that were replayed for it. */
  readonly replayed: number;
}

/** Rebuilds a prediction's features from the log with a fresh state, then its score, and compares. Error: `prediction_unknown`. */
async function explainPrediction(now: Run, id: string, ports: ExplainPorts): Promise<Explanation> {
  const stored = await ports.reader.prediction(now.name, id);
  if (!stored) throw new MillraceError('prediction_unknown', 'poison', `there is no prediction ${id} in "${now.name}"`);
  // An older version may have made it: by another plan, scored by another model.
  const run = await ports.versions.asOf(now, stored);
  const { step, row, behind, replayed } = await replay(run, stored, ports);
  const width = run.bound.plan.vector.length;
  const vector = step.vectors.subarray(row * width, (row + 1) * width);
  const rebuilt = featuresOf(Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength), run.bound.plan);
  const before = featuresOf(stored.vector, run.bound.plan);
  const features = Object.fromEntries(
    Object.keys(before).map((name) => [name, { stored: before[name], rebuilt: rebuilt[name], equal: before[name] === rebuilt[name] }]),
  );
  const answer = await scoreAgain(run, stored, step, row, ports.models);
  const equal = Object.values(features).every((feature) => feature.equal) && answer.score.equal && answer.decision.equal;
  return {
    prediction: stored,
    event: step.candidates[row].event,
    features,
    ...answer,
    equal,
    behind: await behindAnswers(run, stored.partition, behind, ports.log),
    replayed,
  };
}

interface Replayed {
  readonly step: Step;
  readonly row: number;
  readonly behind: readonly Behind[];
  readonly replayed: number;
}

async function replay(run: Run, stored: StoredPrediction, ports: ExplainPorts): Promise<Replayed> {
  const position = await vectorPosition(run, stored, ports);
  const again = await Replay.open(run, stored.eventTimeUs, position + 1, ports);
  try {
    for (;;) {
      const step = await again.next(BATCH_RECORDS);
      if (!again.done) continue;
      const row = step.candidates.findIndex((candidate) => candidate.record.position === position);
      if (row < 0) throw new MillraceError('replay_differs', 'fatal', 'the replay does not predict the event at this position');
      return { step, row, behind: again.behind(step.candidates[row], EVENTS_BEHIND), replayed: again.position - again.start };
    }
  } finally {
    await again.close();
  }
}

/** Where the prediction's vector was computed: at its own record, or, where only the model was asked again, at the one that it tried again. */
async function vectorPosition(run: Run, { partition, position }: StoredPrediction, { log, store }: ExplainPorts): Promise<number> {
  const [record] = await log.read(run.log, partition, position, 1);
  if (record?.retryOf === undefined) return position;
  const quarantined = await readRetries(run.name, [record], store);
  return quarantined.get(record.retryOf)?.vector ? record.retryOf : position;
}

async function scoreAgain(run: Run, stored: StoredPrediction, step: Step, row: number, models: Models): Promise<Pick<Explanation, 'score' | 'decision'>> {
  const { predict, plan } = run.bound;
  const width = plan.vector.length;
  const candidate = step.candidates[row];
  const before = stored.scores.readDoubleLE(0);
  if (!predict || !run.model) throw new MillraceError('no_prediction', 'poison', 'the pipeline predicts nothing');
  const outputs = byFallback(stored.degraded) ? undefined : await models.score(run.model.handle, step.vectors.slice(row * width, (row + 1) * width), width);
  const score = outputs ? predict.score(outputs, 0) : (predict.fallback?.score(candidate.event) ?? NaN);
  const decision = predict.decision(score, candidate.event) ?? null;
  return {
    score: { stored: before, rebuilt: score, equal: before === score },
    decision: { stored: stored.decision ?? null, rebuilt: decision, equal: (stored.decision ?? null) === decision },
  };
}

/** `explainPrediction` with this application's ports. */
export class ExplainPrediction {
  constructor(private readonly ports: ExplainPorts) {}

  run(run: Run, id: string): Promise<Explanation> {
    return explainPrediction(run, id, this.ports);
  }
}
