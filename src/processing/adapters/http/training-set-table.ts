import type { TrainingColumns, TrainingRow, TrainingSummary } from '../../ports/training-sets.port.js';

export type ColumnKind = 'text' | 'integer' | 'number' | 'time' | 'boolean';

/** One column of a training set's table, the same in every format. Times are µs since 1970 UTC. */
export interface TableColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  /** @param vectors row-major; the row's own begins at `at`. */
  value(row: TrainingRow, vectors: Float64Array, at: number): string | number | boolean | null;
}

/** What the row is, its features, its labels, what was served. A feature whose name is taken by another column gets `feature_` before it. */
export function tableColumns({ features, outcomes }: TrainingColumns): TableColumn[] {
  const head: TableColumn[] = [
    { name: 'event_id', kind: 'text', nullable: false, value: (row) => row.eventId },
    { name: 'position', kind: 'integer', nullable: false, value: (row) => row.position },
    { name: 'event_time', kind: 'time', nullable: false, value: (row) => row.timeUs },
    { name: 'key', kind: 'text', nullable: false, value: (row) => row.key },
  ];
  const tail: TableColumn[] = [
    { name: 'warming', kind: 'boolean', nullable: false, value: (row) => row.warming },
    ...outcomes.flatMap(labelColumns),
    { name: 'served_score', kind: 'number', nullable: true, value: ({ served }) => served?.score ?? null },
    { name: 'served_decision', kind: 'text', nullable: true, value: ({ served }) => served?.decision ?? null },
    { name: 'served_model_version', kind: 'integer', nullable: true, value: ({ served }) => served?.modelVersion ?? null },
    { name: 'served_equal', kind: 'boolean', nullable: true, value: ({ served }) => served?.equal ?? null },
  ];
  const taken = new Set([...head, ...tail].map(({ name }) => name));
  const middle = features.map((name, i): TableColumn => ({
    name: taken.has(name) ? `feature_${name}` : name,
    kind: 'number',
    nullable: false,
    value: (_row, vectors, at) => vectors[at + i],
  }));
  return [...head, ...middle, ...tail];
}

function labelColumns(type: string, i: number): TableColumn[] {
  return [
    { name: `label_${type}`, kind: 'number', nullable: true, value: ({ labels }) => labels[i]?.value ?? null },
    { name: `label_${type}_time`, kind: 'time', nullable: true, value: ({ labels }) => labels[i]?.timeUs ?? null },
  ];
}

/** The summary as clients get it. */
export function summaryAnswer({ rows, warming, compared, different, replayed, labelsUpTo }: TrainingSummary): object {
  return { rows, warming, compared, different, replayed_from: replayed[0], replayed_to: replayed[1], labels_up_to: labelsUpTo };
}
