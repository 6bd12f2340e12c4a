import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MillraceError, parseTimeUs } from '../../../definition/index.js';
import type { PredictionAnswer } from '../../application/answer.js';
import { AskPrediction } from '../../application/ask-prediction.js';
import { ExplainPrediction } from '../../application/explain-prediction.js';
import { Pipelines } from '../../application/pipelines.js';
import { Versions } from '../../application/versions.js';
import { DISPOSITIONS, type Disposition } from '../../domain/index.js';
import { RECORD_READER, type PredictionQuery, type RecordReader } from '../../ports/record-reader.port.js';
import { keyOf, limitOf, wholeNumber } from './page-query.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Predictions: ask, by id, by entity and time; and what was set aside. */
@ApiTags('predictions')
@ApiBearerAuth()
@Controller('v1/pipelines/:pipeline')
export class PredictionsController {
  constructor(
    @Inject(Pipelines) private readonly pipelines: Pipelines,
    @Inject(AskPrediction) private readonly ask: AskPrediction,
    @Inject(ExplainPrediction) private readonly explain: ExplainPrediction,
    @Inject(RECORD_READER) private readonly reader: RecordReader,
    @Inject(Versions) private readonly versions: Versions,
  ) {}

  @Post('predictions')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Predict for one event',
    description:
      'Appends the event, waits for the commit of its own record, answers. The same event again gets the same answer. The event time may be left out: it is the arrival then.',
  })
  @ApiBody({ schema: { type: 'object' } })
  @ApiResponse({ status: 200, description: 'The prediction; its record is durable' })
  @ApiResponse({ status: 409, description: 'The id was used by another event' })
  @ApiResponse({ status: 422, description: 'The event breaks its schema or a rule, or is late or from the future' })
  @ApiResponse({ status: 504, description: 'Not in time; the event is in the log and will be recorded' })
  async predict(
    @Param('pipeline') pipeline: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PredictionAnswer> {
    const run = this.pipelines.get(pipeline);
    if (!Buffer.isBuffer(request.body)) throw new MillraceError('malformed', 'poison', 'send one event as application/json');
    const stored = await this.ask.run(run, request.body);
    void reply.header('Location', `/v1/pipelines/${encodeURIComponent(pipeline)}/predictions/${stored.id}`);
    return this.versions.answer(stored);
  }

  @Get('predictions')
  @ApiOperation({ summary: 'Predictions of an entity or a time, newest first' })
  @ApiQuery({ name: 'key', required: false })
  @ApiQuery({ name: 'from', required: false, description: 'Event time, RFC 3339, included' })
  @ApiQuery({ name: 'to', required: false, description: 'Event time, RFC 3339, not included' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false, description: '`next_cursor` of the page before' })
  async list(@Param('pipeline') pipeline: string, @Query() query: Record<string, string | undefined>): Promise<object> {
    const run = this.pipelines.get(pipeline);
    const limit = limitOf(query);
    const found = await this.reader.predictions(run.name, { ...rangeOf(query), limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const cursor = found.length > limit && last ? `${last.eventTimeUs}.${last.position}` : null;
    return { predictions: await Promise.all(page.map((stored) => this.versions.answer(stored))), next_cursor: cursor };
  }

  @Get('predictions/:id')
  @ApiOperation({ summary: 'A prediction by its id' })
  async byId(@Param('pipeline') pipeline: string, @Param('id') id: string): Promise<PredictionAnswer> {
    const run = this.pipelines.get(pipeline);
    const stored = UUID.test(id) ? await this.reader.prediction(run.name, id) : undefined;
    if (!stored) throw new MillraceError('prediction_unknown', 'poison', `there is no prediction "${id.slice(0, 40)}" in "${pipeline}"`);
    return this.versions.answer(stored);
  }

  @Get('predictions/:id/why')
  @ApiOperation({ summary: 'Compute a prediction again from the log and compare' })
  async why(@Param('pipeline') pipeline: string, @Param('id') id: string): Promise<object> {
    const run = this.pipelines.get(pipeline);
    if (!UUID.test(id)) throw new MillraceError('prediction_unknown', 'poison', `"${id.slice(0, 40)}" is no prediction id`);
    const explained = await this.explain.run(run, id);
    return { ...explained, prediction: await this.versions.answer(explained.prediction) };
  }

  @Get('set-aside')
  @ApiOperation({ summary: 'Records that are late, repeated or quarantined, newest first' })
  @ApiQuery({ name: 'disposition', required: false, enum: ['late', 'duplicate', 'quarantined'] })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'before', required: false, description: 'Position' })
  async setAside(@Param('pipeline') pipeline: string, @Query() query: Record<string, string | undefined>): Promise<object> {
    const run = this.pipelines.get(pipeline);
    const disposition = query.disposition as Disposition | undefined;
    if (disposition !== undefined && !DISPOSITIONS.includes(disposition))
      throw new MillraceError('query', 'poison', 'disposition must be late, duplicate or quarantined');
    const before = query.before === undefined ? undefined : wholeNumber(query.before, 'before');
    const records = await this.reader.setAside(run.name, {
      ...(disposition ? { disposition } : {}),
      ...(before === undefined ? {} : { before }),
      limit: limitOf(query),
    });
    return {
      records: records.map(({ eventId, firstPosition, ...record }) => ({ ...record, event_id: eventId ?? null, first_position: firstPosition ?? null })),
    };
  }
}

function rangeOf(query: Record<string, string | undefined>): Omit<PredictionQuery, 'limit'> {
  const [timeUs, position] = (query.cursor ?? '').split('.');
  const key = keyOf(query);
  return {
    ...(key === undefined ? {} : { key }),
    ...(query.from === undefined ? {} : { fromUs: parseTimeUs(query.from) }),
    ...(query.to === undefined ? {} : { toUs: parseTimeUs(query.to) }),
    ...(query.cursor === undefined ? {} : { before: { timeUs: wholeNumber(timeUs, 'cursor'), position: wholeNumber(position, 'cursor') } }),
  };
}
