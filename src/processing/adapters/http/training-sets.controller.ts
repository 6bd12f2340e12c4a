import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { MillraceError, parseTimeUs } from '../../../definition/index.js';
import { Problems } from '../../../platform/http/index.js';
import { TRAINING_SETS, type TrainingBatch, type TrainingQuery, type TrainingSets } from '../../ports/training-sets.port.js';
import { OF_RUNS } from './problem-codes.js';
import { ndjsonChunks } from './training-set-ndjson.js';
import { parquetChunks } from './training-set-parquet.js';
import { type TableColumn, tableColumns } from './training-set-table.js';

interface Format {
  readonly contentType: string;
  chunks(batches: AsyncIterable<TrainingBatch>, columns: readonly TableColumn[]): AsyncGenerator<string | Buffer>;
}

const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['parquet', { contentType: 'application/vnd.apache.parquet', chunks: parquetChunks }],
  ['ndjson', { contentType: 'application/x-ndjson', chunks: ndjsonChunks }],
]);

const CONTENT = {
  'application/vnd.apache.parquet': { schema: { type: 'string', format: 'binary' } },
  'application/x-ndjson': { schema: { type: 'string', description: 'A row a line, then `{"summary": ...}`, a `TrainingSummary`' } },
};

/** Training sets, streamed as they are rebuilt. */
@ApiTags('training sets')
@ApiBearerAuth()
@Controller('v1/pipelines/:pipeline')
export class TrainingSetsController {
  constructor(@Inject(TRAINING_SETS) private readonly sets: TrainingSets) {}

  @Get('training-set')
  @ApiOperation({
    summary: 'What the model was given, rebuilt from the log, with the labels known now',
    description:
      'Streamed. Rows stand in log order. The summary (rows, warming, compared, different) ends it: the last line of NDJSON, or `millrace.summary` in the key-value metadata of Parquet. An answer that breaks off is not whole.',
  })
  @ApiQuery({ name: 'from', required: false, description: 'Event time, RFC 3339, included' })
  @ApiQuery({ name: 'to', required: false, description: 'Event time, RFC 3339, not included' })
  @ApiQuery({ name: 'format', required: false, enum: [...FORMATS.keys()] })
  @ApiResponse({ status: 200, description: 'The rows', content: CONTENT })
  @Problems(...OF_RUNS, 'query', 'busy', 'stopping', 'log_unavailable')
  async trainingSet(@Param('pipeline') pipeline: string, @Query() query: Record<string, string | undefined>, @Res() reply: FastifyReply): Promise<void> {
    const name = query.format ?? 'parquet';
    const format = FORMATS.get(name);
    if (!format) throw new MillraceError('query', 'poison', `format must be ${[...FORMATS.keys()].join(' or ')}, it is "${name.slice(0, 40)}"`);
    const columns = tableColumns(await this.sets.columns(pipeline));
    const batches = this.sets.rows(pipeline, rangeOf(query))[Symbol.asyncIterator]();
    // What is wrong from the start is answered as a problem, not as a stream that breaks off.
    const first = await batches.next();
    const body = Readable.from(format.chunks(following(first, batches), columns), { objectMode: false, highWaterMark: 1 });
    // A client that goes ends the work, also before its first byte.
    body.once('close', () => void batches.return?.().catch(() => undefined));
    const file = `${pipeline.replaceAll(/[^A-Za-z0-9._-]/g, '_')}.${name}`;
    await reply.header('content-type', format.contentType).header('content-disposition', `attachment; filename="${file}"`).send(body);
  }
}

function rangeOf({ from, to }: Record<string, string | undefined>): TrainingQuery {
  return { ...(from === undefined ? {} : { fromUs: timeOf('from', from) }), ...(to === undefined ? {} : { toUs: timeOf('to', to) }) };
}

function timeOf(name: string, text: string): number {
  try {
    return parseTimeUs(text);
  } catch (error) {
    if (!(error instanceof MillraceError)) throw error;
    throw new MillraceError('query', 'poison', `${name}: ${error.message}, it is "${text.slice(0, 40)}"`, { cause: error });
  }
}

async function* following<T>(first: IteratorResult<T>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  for (let next = first; !next.done; next = await rest.next()) yield next.value;
}
