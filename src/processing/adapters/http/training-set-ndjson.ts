import { formatTimeUs } from '../../../definition/index.js';
import type { TrainingBatch } from '../../ports/training-sets.port.js';
import { type TableColumn, summaryAnswer } from './training-set-table.js';

/** One object a row; the last line is `{"summary": ...}`. */
export async function* ndjsonChunks(batches: AsyncIterable<TrainingBatch>, columns: readonly TableColumn[]): AsyncGenerator<string> {
  const heads = columns.map(({ name }, i) => `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  let summary: object = {};
  for await (const batch of batches) {
    summary = summaryAnswer(batch.summary);
    const stride = batch.vectors.length / Math.max(1, batch.rows.length);
    let text = '';
    batch.rows.forEach((row, r) => {
      for (let i = 0; i < columns.length; i++) text += heads[i] + cell(columns[i], columns[i].value(row, batch.vectors, r * stride));
      text += '}\n';
    });
    if (text !== '') yield text;
  }
  yield JSON.stringify({ summary }) + '\n';
}

function cell({ kind }: TableColumn, value: string | number | boolean | null): string {
  if (kind === 'time' && typeof value === 'number') return `"${formatTimeUs(value)}"`;
  // JSON.stringify makes 0 of -0: the vector would not be the same bits.
  if (Object.is(value, -0)) return '-0';
  return JSON.stringify(value);
}
