import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Inject, Param, Post, Query as QueryOf, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MillraceError, formatTimeUs } from '../../../definition/index.js';
import { INGESTION_LIMITS, type IngestionLimits } from '../../../ingestion/index.js';
import { Problems, schemaRef } from '../../../platform/http/index.js';
import type { PredictionAnswer } from '../../application/answer.js';
import { AskPrediction } from '../../application/ask-prediction.js';
import { ExplainPrediction } from '../../application/explain-prediction.js';
import { Pipelines } from '../../application/pipelines.js';
import { Versions } from '../../application/versions.js';
import type { Run } from '../../domain/index.js';
import { RECORD_READER, type RecordReader, type StoredSetAside } from '../../ports/record-reader.port.js';
import { PROBLEM_OF, type ProblemOf } from '../../processing.tokens.js';
import { bulkAnswers } from './bulk-predictions.js';
import { CURSOR, FROM, KEY, LIMIT, LINK, type Query, TO, cursorOf, nextLink, predictionQuery, setAsideQuery } from './page-query.js';
import { PREDICT_ANSWER, PREDICT_BODY } from './prediction-schema.js';
import { OF_EVENTS, OF_RUNS, OF_SET_ASIDE } from './problem-codes.js';

const LOCATION = { Location: { description: 'Where the prediction stands', schema: { type: 'string' } } };
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
    @Inject(INGESTION_LIMITS) private readonly limits: IngestionLimits,
    @Inject(PROBLEM_OF) private readonly problemOf: ProblemOf,
  ) {}

  @Post('predictions')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Predict for one event, or for lines of them',
    description:
      'Appends the event, waits for the commit of its own record, answers. The same event again gets the same answer. The event time may be left out: it is the arrival then. NDJSON gets NDJSON: an answer a line, in the order of the lines, each a prediction or a problem with its `line`.',
    requestBody: { required: true, content: PREDICT_BODY },
  })
  @ApiResponse({ status: 200, description: 'The prediction; its record is durable', content: PREDICT_ANSWER, headers: LOCATION })
  @Problems(...OF_RUNS, 'no_prediction', ...OF_EVENTS, ...OF_SET_ASIDE, 'busy', 'deadline')
  async predict(
    @Param('pipeline') pipeline: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PredictionAnswer | StreamableFile> {
    const run = this.pipelines.get(pipeline);
    const { body } = request;
    if (body instanceof Readable) return this.bulk(run, body);
    if (!Buffer.isBuffer(body)) throw new MillraceError('malformed', 'poison', 'send one event as application/json, or lines of them as application/x-ndjson');
    const stored = await this.ask.run(run, body);
    void reply.header('Location', `/v1/pipelines/${encodeURIComponent(pipeline)}/predictions/${stored.id}`);
    return this.versions.answer(stored);
  }

  @Get('predictions')
  @ApiOperation({ summary: 'Predictions of an entity or a time, newest first' })
  @ApiQuery(KEY)
  @ApiQuery(FROM)
  @ApiQuery(TO)
  @ApiQuery(LIMIT)
  @ApiQuery(CURSOR)
  @ApiOkResponse({ description: 'A page', schema: schemaRef('PredictionPage'), headers: LINK })
  @Problems(...OF_RUNS, 'query', 'time_malformed', 'time_out_of_range')
  async list(
    @Param('pipeline') pipeline: string,
    @QueryOf() query: Query,
    @Req() { url }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const run = this.pipelines.get(pipeline);
    const asked = predictionQuery(query);
    const found = await this.reader.predictions(run.name, { ...asked, limit: asked.limit + 1 });
    const page = found.slice(0, asked.limit);
    const last = page.at(-1);
    const cursor = found.length > asked.limit && last ? cursorOf(last.eventTimeUs, last.position) : null;
    if (cursor !== null) void reply.header('Link', nextLink(url, cursor));
    return { predictions: await Promise.all(page.map((stored) => this.versions.answer(stored))), next_cursor: cursor };
  }

  @Get('predictions/:id')
  @ApiOperation({ summary: 'A prediction by its id' })
  @ApiOkResponse({ description: 'The prediction', schema: schemaRef('Prediction') })
  @Problems(...OF_RUNS, 'prediction_unknown')
  async byId(@Param('pipeline') pipeline: string, @Param('id') id: string): Promise<PredictionAnswer> {
    const run = this.pipelines.get(pipeline);
    const stored = UUID.test(id) ? await this.reader.prediction(run.name, id) : undefined;
    if (!stored) throw new MillraceError('prediction_unknown', 'poison', `there is no prediction "${id.slice(0, 40)}" in "${pipeline}"`);
    return this.versions.answer(stored);
  }

  @Get('predictions/:id/why')
  @ApiOperation({ summary: 'Compute a prediction again from the log and compare' })
  @ApiOkResponse({ description: 'What was stored beside what is computed now', schema: schemaRef('Explanation') })
  @Problems(...OF_RUNS, 'prediction_unknown', 'model_failed', 'model_digest_mismatch', 'replay_differs', 'log_unavailable', 'registry_unavailable')
  async why(@Param('pipeline') pipeline: string, @Param('id') id: string): Promise<object> {
    const run = this.pipelines.get(pipeline);
    if (!UUID.test(id)) throw new MillraceError('prediction_unknown', 'poison', `"${id.slice(0, 40)}" is no prediction id`);
    const explained = await this.explain.run(run, id);
    return { ...explained, prediction: await this.versions.answer(explained.prediction) };
  }

  @Get('set-aside')
  @ApiOperation({ summary: 'Records that are late, repeated or quarantined, newest first' })
  @ApiQuery({ name: 'disposition', required: false, enum: ['late', 'duplicate', 'quarantined'] })
  @ApiQuery(LIMIT)
  @ApiQuery(CURSOR)
  @ApiQuery({ name: 'before', required: false, description: 'Those below this position', schema: { type: 'integer', minimum: 0 } })
  @ApiOkResponse({ description: 'A page', schema: schemaRef('SetAsidePage'), headers: LINK })
  @Problems(...OF_RUNS, 'query')
  async setAside(
    @Param('pipeline') pipeline: string,
    @QueryOf() query: Query,
    @Req() { url }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const run = this.pipelines.get(pipeline);
    const asked = setAsideQuery(query);
    const found = await this.reader.setAside(run.name, { ...asked, limit: asked.limit + 1 });
    const page = found.slice(0, asked.limit);
    const last = page.at(-1);
    const cursor = found.length > asked.limit && last ? cursorOf(last.position) : null;
    if (cursor !== null) void reply.header('Link', nextLink(url, cursor));
    return { records: page.map(asideOf), next_cursor: cursor };
  }

  /** Answers begin with the first commit: what goes wrong later is told in its line. */
  private bulk(run: Run, body: Readable): StreamableFile {
    if (!run.bound.predict)
      throw new MillraceError('no_prediction', 'poison', `the pipeline "${run.pipeline}" predicts nothing: its document has no predict section`);
    const answers = bulkAnswers(run, body, this.limits.eventBytes, { ask: this.ask, versions: this.versions, problemOf: this.problemOf });
    return new StreamableFile(Readable.from(answers, { highWaterMark: 16 }), { type: 'application/x-ndjson' });
  }
}

function asideOf({ position, disposition, code, reason, eventId, eventTimeUs, firstPosition }: StoredSetAside): object {
  const time = eventTimeUs === undefined ? null : formatTimeUs(eventTimeUs);
  return { position, disposition, code, reason, event_id: eventId ?? null, time, first_position: firstPosition ?? null };
}
