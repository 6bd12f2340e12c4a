import { setImmediate as otherWork } from 'node:timers/promises';
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer';
import type { TrainingBatch } from '../../ports/training-sets.port.js';
import { type ColumnKind, type TableColumn, summaryAnswer } from './training-set-table.js';

/** Rows of a row group: what is held before it is written, and the longest that its encoding keeps the event loop. */
const GROUP_ROWS = 4096;
/** Name of the summary among the file's key-value metadata. */
const SUMMARY_KEY = 'millrace.summary';

type Value = string | number | bigint | boolean | null;
type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];
type Element = Schema[number];

const TYPES: Readonly<Record<ColumnKind, Omit<Element, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MICROS', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } },
  boolean: { type: 'BOOLEAN' },
};

/** A Parquet file, one row group after the other; the summary is in its key-value metadata. */
export async function* parquetChunks(batches: AsyncIterable<TrainingBatch>, columns: readonly TableColumn[]): AsyncGenerator<Buffer> {
  const file = new ChunkWriter();
  const parquet = new ParquetWriter({ writer: file, schema: schemaOf(columns), createdBy: 'millrace' });
  let group: Value[][] = columns.map(() => []);
  for await (const batch of batches) {
    parquet.kvMetadata = [{ key: SUMMARY_KEY, value: JSON.stringify(summaryAnswer(batch.summary)) }];
    addRows(group, batch, columns);
    if (group[0].length < GROUP_ROWS) continue;
    await writeGroup(parquet, columns, group);
    group = columns.map(() => []);
    yield file.take();
    await otherWork();
  }
  if (group[0].length > 0) await writeGroup(parquet, columns, group);
  await parquet.finish();
  yield file.take();
}

function schemaOf(columns: readonly TableColumn[]): Schema {
  const elements = columns.map(({ name, kind, nullable }): Element => ({ name, ...TYPES[kind], repetition_type: nullable ? 'OPTIONAL' : 'REQUIRED' }));
  return [{ name: 'training_set', num_children: elements.length }, ...elements];
}

function addRows(group: readonly Value[][], { rows, vectors }: TrainingBatch, columns: readonly TableColumn[]): void {
  const width = vectors.length / Math.max(1, rows.length);
  columns.forEach((column, c) => {
    const wide = column.kind === 'integer' || column.kind === 'time';
    rows.forEach((row, r) => {
      const cell = column.value(row, vectors, r * width);
      group[c].push(wide && typeof cell === 'number' ? BigInt(cell) : cell);
    });
  });
}

async function writeGroup(parquet: ParquetWriter, columns: readonly TableColumn[], group: readonly Value[][]): Promise<void> {
  const columnData = columns.map(({ name }, c): ColumnSource => ({ name, data: group[c] }));
  await parquet.write({ columnData, rowGroupSize: group[0].length });
}

/** Hands over what was written since the last time; offsets go on. */
class ChunkWriter extends ByteWriter {
  take(): Buffer {
    const bytes = Buffer.from(this.getBuffer());
    this.index = 0;
    return bytes;
  }
}
