import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { MillraceError, formatTimeUs } from '../../../definition/index.js';
import { Caller, type Principal } from '../../../governance/index.js';
import { Problems, schemaRef } from '../../../platform/http/index.js';
import { answerOf } from '../../application/answer.js';
import { Pipelines } from '../../application/pipelines.js';
import { Quarantine } from '../../application/quarantine.js';
import { RECORD_READER, type RecordReader, type StoredSetAside } from '../../ports/record-reader.port.js';
import { OF_ACTS, OF_EVENTS, OF_QUARANTINE, OF_RUNS } from './problem-codes.js';

const DEFAULT_LIMIT = 50;
const MOST = 1000;

/** Quarantined records: list, inspect, try again as they were or mended, give up. Each act stands in the audit trail. */
@ApiTags('quarantine')
@ApiBearerAuth()
@Controller('v1/pipelines/:pipeline/quarantine')
export class QuarantineController {
  constructor(
    @Inject(Pipelines) private readonly pipelines: Pipelines,
    @Inject(Quarantine) private readonly quarantine: Quarantine,
    @Inject(RECORD_READER) private readonly reader: RecordReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Quarantined records, newest first' })
  @ApiQuery({ name: 'state', required: false, enum: ['open', 'all'], description: 'open (default): neither tried again nor given up' })
  @ApiQuery({ name: 'code', required: false, description: 'Reason, such as rule or model_failed' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'before', required: false, description: '`next_before` of the page before' })
  @ApiResponse({ status: 200, description: 'A page', schema: schemaRef('QuarantinePage') })
  @Problems(...OF_RUNS, 'query')
  async list(@Param('pipeline') pipeline: string, @Query() query: Record<string, string | undefined>): Promise<object> {
    const run = this.pipelines.get(pipeline);
    const limit = Math.max(1, Math.min(MOST, wholeNumber(query.limit ?? String(DEFAULT_LIMIT), 'limit')));
    const before = query.before === undefined ? undefined : wholeNumber(query.before, 'before');
    if (query.state !== undefined && query.state !== 'open' && query.state !== 'all') throw new MillraceError('query', 'poison', 'state must be open or all');
    const found = await this.reader.setAside(run.name, {
      disposition: 'quarantined',
      ...(query.code === undefined ? {} : { code: query.code }),
      ...(query.state === 'all' ? {} : { open: true }),
      ...(before === undefined ? {} : { before }),
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    return { records: page.map(asideAnswer), next_before: found.length > limit ? (page.at(-1)?.position ?? null) : null };
  }

  @Get(':position')
  @ApiOperation({ summary: 'A quarantined record with its event' })
  @ApiResponse({ status: 200, description: 'The record', schema: schemaRef('QuarantinedEvent') })
  @Problems(...OF_QUARANTINE)
  async one(@Param('pipeline') pipeline: string, @Param('position') position: string): Promise<object> {
    const { aside, record } = await this.quarantine.find(this.pipelines.get(pipeline), wholeNumber(position, 'position'));
    return {
      ...asideAnswer(aside),
      type: record.type,
      event: record.event ?? (JSON.parse(record.body) as object),
      arrived_at: formatTimeUs(record.appendedAtUs),
      retry_of: record.retryOf ?? null,
    };
  }

  @Post(':position/retry')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Try a quarantined record again',
    description:
      'Appends a record that names it, exempt from lateness, and waits for its commit. With a body, the event as it should have been; without, as it was. An event whose model call failed asks only the model again.',
  })
  @ApiBody({ required: false, schema: { type: 'object' } })
  @ApiResponse({
    status: 200,
    description: 'What became of the new record; `disposition` is null when it was not committed within the deadline',
    schema: schemaRef('Retry'),
  })
  @Problems(...OF_ACTS, 'retry_unchanged', 'type_unknown', ...OF_EVENTS)
  async retry(
    @Param('pipeline') pipeline: string,
    @Param('position') position: string,
    @Req() request: FastifyRequest,
    @Caller() caller: Principal,
  ): Promise<object> {
    const run = this.pipelines.get(pipeline);
    const mended = Buffer.isBuffer(request.body) && request.body.length > 0 ? request.body : undefined;
    const result = await this.quarantine.retry(run, wholeNumber(position, 'position'), caller.name, mended);
    return {
      position: result.position,
      disposition: result.disposition ?? null,
      prediction: result.prediction ? answerOf(result.prediction, run.bound.plan) : null,
      reason: result.aside ? asideAnswer(result.aside) : null,
    };
  }

  @Post(':position/drop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a quarantined record up', description: 'It is not listed as open any more; the log and the books keep it.' })
  @ApiResponse({ status: 200, description: 'It is given up', schema: schemaRef('Dropped') })
  @Problems(...OF_ACTS)
  async drop(@Param('pipeline') pipeline: string, @Param('position') position: string, @Caller() caller: Principal): Promise<object> {
    const at = wholeNumber(position, 'position');
    await this.quarantine.drop(this.pipelines.get(pipeline), at, caller.name);
    return { position: at, state: 'dropped' };
  }
}

function asideAnswer({ position, code, reason, eventId, eventTimeUs, firstPosition, retriedBy, dropped }: StoredSetAside): object {
  return {
    ...{ position, code, reason, event_id: eventId ?? null },
    time: eventTimeUs === undefined ? null : formatTimeUs(eventTimeUs),
    first_position: firstPosition ?? null,
    state: retriedBy === undefined ? (dropped ? 'dropped' : 'open') : 'retried',
    retried_by: retriedBy ?? null,
  };
}

function wholeNumber(text: string, name: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(value)) throw new MillraceError('query', 'poison', `${name} must be a whole number, it is "${text.slice(0, 40)}"`);
  return value;
}
