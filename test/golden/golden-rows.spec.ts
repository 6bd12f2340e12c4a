import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type MappedEvent, bindPlan, checkDocument, compileMap } from '../../src/definition/index.js';
import { LaneState, type LoggedRecord, PredictionIds, StepComputer } from '../../src/processing/index.js';
import { recordsOf } from '../checker/payments-csv.js';
import { DATA, missing } from '../long/workspace.js';

const PIPELINE = join(import.meta.dirname, '..', 'long', 'pipeline');
const BATCH = 4096;
const TOLERANCE = 1e-9;
const reason = missing();

/** The file's events in log order: each announced chargeback before the payments that are later than it. */
function* events(map: { apply(row: Record<string, string>): MappedEvent[] }): Generator<MappedEvent> {
  // All announcements come the same time after their row, and rows are in time order: a queue keeps them sorted.
  const upcoming: MappedEvent[] = [];
  for (const row of recordsOf(join(DATA, 'fraud-transactions.csv.gz'))) {
    const [own, ...later] = map.apply(row);
    while (upcoming.length > 0 && upcoming[0].timeUs <= own.timeUs) yield upcoming.shift() as MappedEvent;
    yield own;
    upcoming.push(...later);
  }
}

function* batches(all: Iterable<MappedEvent>): Generator<LoggedRecord[]> {
  const digest = Buffer.alloc(16);
  let batch: LoggedRecord[] = [];
  let position = 0;
  for (const { type, event, timeUs } of all) {
    batch.push({ position: position++, appendedAtUs: timeUs, type, digest, body: '', event });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function compiled(): { computer: StepComputer; names: string[]; map: ReturnType<typeof compileMap>['map'] } {
  const { plan, faults } = checkDocument(readFileSync(join(PIPELINE, 'pipeline.yaml'), 'utf8'), (file) => readFileSync(join(PIPELINE, file), 'utf8'));
  if (!plan) throw new Error(JSON.stringify(faults));
  const { map } = compileMap(readFileSync(join(PIPELINE, 'map.yaml'), 'utf8'), plan);
  return {
    computer: new StepComputer(new LaneState(bindPlan(plan)), new PredictionIds(Buffer.alloc(32), 'golden')),
    names: plan.vector.map((f) => plan.features[f].name),
    map,
  };
}

it.skipIf(reason !== undefined && !process.env['CI'])(
  'the published feature rows: counts exactly, means and risks within 1e-9, out of the whole file',
  () => {
    expect(reason).toBeUndefined();
    const { computer, names, map } = compiled();
    if (!map) throw new Error('the map has faults');
    const golden = new Map([...recordsOf(join(DATA, 'fraud-golden-features.csv.gz'))].map((row) => [row['tx'], row]));
    const differences: string[] = [];
    let compared = 0;
    let predicted = 0;
    for (const batch of batches(events(map))) {
      const step = computer.compute(batch);
      predicted += step.candidates.length;
      step.candidates.forEach(({ eventId }, i) => {
        const row = golden.get(eventId);
        if (!row) return;
        compared++;
        names.forEach((name, j) => {
          const value = step.vectors[i * names.length + j];
          const published = Number(row[name]);
          const equal = /count|weekend|night/.test(name) ? value === published : Math.abs(value - published) <= TOLERANCE;
          if (!equal) differences.push(`${eventId} ${name}: ${value}, published ${published}`);
        });
      });
    }
    expect(differences).toEqual([]);
    expect(compared).toBe(1000);
    expect(predicted).toBe(1_754_155);
  },
  600_000,
);
