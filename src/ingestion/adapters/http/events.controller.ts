import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import { Controller, Get, Headers, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MillraceError } from '../../../definition/index.js';
import { Problems, schemaRef } from '../../../platform/http/index.js';
import type { IntakeReceipt } from '../../application/append-intake.js';
import { Sources } from '../../application/sources.js';
import type { AppendQueue } from '../../application/append-queue.js';
import type { Intake } from '../../application/decode-intake.js';
import { checkProducer } from '../../domain/producer-name.js';
import { ACCEPT, type Accept, APPEND_QUEUE, INGESTION_LIMITS, type IngestionLimits } from '../../ingestion.tokens.js';
import { LOG_WRITER, type LogWriter } from '../../ports/log.port.js';
import { type CloudEvents, holdsCloudEvents, readCloudEvents } from './cloud-events.js';
import { DOOR_PROBLEMS, EVENTS, EVENT_PROBLEMS, FIRST_LINE, PRODUCER, SENDING_PROBLEMS, TYPED_EVENTS, required } from './event-schema.js';
import { lineBatches } from './ndjson-lines.js';

const BATCH_BYTES = 1024 * 1024;
const BATCHES_UNDER_WAY = 3;
const REFUSALS_TOLD = 100;

interface Summary {
  accepted: number;
  repeated: number;
  first_position: number | null;
  refused_count: number;
  refused: IntakeReceipt['refused'][number][];
}

/** Events in: one, a JSON array, or NDJSON of any length. What is answered as accepted is durable. */
@ApiTags('events')
@ApiBearerAuth()
@Controller('v1/events')
export class EventsController {
  constructor(
    @Inject(ACCEPT) private readonly accept: Accept,
    @Inject(APPEND_QUEUE) private readonly queue: AppendQueue,
    @Inject(LOG_WRITER) private readonly log: LogWriter,
    @Inject(Sources) private readonly sources: Sources,
    @Inject(INGESTION_LIMITS) private readonly limits: IngestionLimits,
  ) {}

  @Post(':source/:type')
  @ApiOperation({
    summary: 'Send events of one type',
    description: 'One JSON object, a JSON array, NDJSON streamed line by line, or CloudEvents. Answers once the events are durable in the log.',
    requestBody: required(EVENTS),
  })
  @ApiHeader(PRODUCER)
  @ApiHeader(FIRST_LINE)
  @ApiResponse({ status: 200, description: 'Counts of a batch, with the refused lines', schema: schemaRef('Intake') })
  @ApiResponse({ status: 202, description: 'One event, durable in the log', schema: schemaRef('Accepted') })
  @Problems(...EVENT_PROBLEMS, ...DOOR_PROBLEMS, ...SENDING_PROBLEMS)
  async sendTyped(
    @Param('source') source: string,
    @Param('type') type: string,
    @Headers() headers: Record<string, string | undefined>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.send(source, type, headers, request.body, reply);
  }

  @Post(':source')
  @ApiOperation({
    summary: 'Send events of several types',
    description: 'As above. Each entry is {"type": ..., "event": {...}}, or a CloudEvent whose `type`, or the last segment of it, is the type.',
    requestBody: required(TYPED_EVENTS),
  })
  @ApiHeader(PRODUCER)
  @ApiHeader(FIRST_LINE)
  @ApiResponse({ status: 200, description: 'Counts of a batch, with the refused lines', schema: schemaRef('Intake') })
  @ApiResponse({ status: 202, description: 'One event, durable in the log', schema: schemaRef('Accepted') })
  @Problems(...EVENT_PROBLEMS, ...DOOR_PROBLEMS, ...SENDING_PROBLEMS)
  async sendMixed(
    @Param('source') source: string,
    @Headers() headers: Record<string, string | undefined>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.send(source, undefined, headers, request.body, reply);
  }

  @Get(':source/producers/:producer')
  @HttpCode(200)
  @ApiOperation({ summary: 'The last line that the log has of a producer', description: 'Where to go on after an interruption.' })
  @ApiResponse({ status: 200, description: '0 where it has none', schema: schemaRef('LastLine') })
  @Problems('producer_header', 'log_unknown', 'log_unavailable')
  async producer(@Param('source') source: string, @Param('producer') producer: string): Promise<object> {
    checkProducer(producer);
    return { last_line: await this.log.lastLine(source, producer) };
  }

  private async send(
    source: string,
    type: string | undefined,
    headers: Record<string, string | undefined>,
    body: unknown,
    reply: FastifyReply,
  ): Promise<object> {
    const producer = producerOf(headers);
    const head = { log: source, ...(type === undefined ? {} : { type }) };
    if (Buffer.isBuffer(body) && holdsCloudEvents(headers))
      return this.cloudEvents(head, producer, readCloudEvents(headers, body, this.sources, source, type), reply);
    if (!Buffer.isBuffer(body)) {
      void reply.status(200);
      return this.stream(head, producer, body as Readable | undefined);
    }
    if (body.length === 0) throw new MillraceError('malformed', 'poison', 'the request has no body: send an event as JSON');
    if (!isArray(body)) return this.single(head, producer, body, reply);
    return this.batch(head, producer, parseArray(body), reply);
  }

  /** Each entry bears its type. */
  private cloudEvents({ log }: Pick<Intake, 'log'>, producer: Intake['producer'], { batch, entries }: CloudEvents, reply: FastifyReply): Promise<object> {
    return batch ? this.batch({ log }, producer, entries, reply) : this.single({ log }, producer, entries[0], reply);
  }

  private async batch(head: Pick<Intake, 'log' | 'type'>, producer: Intake['producer'], entries: Intake['entries'], reply: FastifyReply): Promise<Summary> {
    void reply.status(200);
    const summary = emptySummary();
    addTo(summary, await this.accept({ ...head, entries, ...(producer ? { producer } : {}) }));
    return summary;
  }

  private async single(head: Pick<Intake, 'log' | 'type'>, producer: Intake['producer'], event: Buffer | object, reply: FastifyReply): Promise<object> {
    const receipt = await this.accept({ ...head, entries: [event], ...(producer ? { producer } : {}) });
    const [refusal] = receipt.refused;
    if (refusal) throw new MillraceError(refusal.code, 'poison', refusal.message, { details: { faults: refusal.faults } });
    void reply.status(202);
    return { accepted: receipt.accepted, repeated: receipt.repeated, position: receipt.firstPosition ?? null };
  }

  /**
   * Reads, checks and appends a stream of lines with a few batches under way, in order, never more than the queue has room for. A batch is
   * what came while those before were appended: a line of a slow stream waits for no other.
   */
  private async stream(head: Pick<Intake, 'log' | 'type'>, producer: Intake['producer'], body: Readable | undefined): Promise<Summary> {
    const summary = emptySummary();
    if (!body) return summary;
    let line = producer?.firstLine ?? 1;
    const underWay: Promise<IntakeReceipt>[] = [];
    const free = (): Promise<unknown> => Promise.all(underWay);
    for await (const lines of lineBatches(body, { lineBytes: this.limits.eventBytes, batchBytes: BATCH_BYTES, free })) {
      await this.queue.room();
      const firstLine = line;
      line += lines.length;
      const appended = this.accept({ ...head, entries: lines, firstLine, ...(producer ? { producer: { ...producer, firstLine } } : {}) });
      appended.catch(() => undefined);
      underWay.push(appended);
      if (underWay.length >= BATCHES_UNDER_WAY) addTo(summary, await (underWay.shift() as Promise<IntakeReceipt>));
    }
    for (const receipt of underWay) addTo(summary, await receipt);
    return summary;
  }
}

function emptySummary(): Summary {
  return { accepted: 0, repeated: 0, first_position: null, refused_count: 0, refused: [] };
}

function addTo(summary: Summary, receipt: IntakeReceipt): void {
  summary.accepted += receipt.accepted;
  summary.repeated += receipt.repeated;
  summary.first_position ??= receipt.firstPosition ?? null;
  summary.refused_count += receipt.refused.length;
  for (const refusal of receipt.refused) if (summary.refused.length < REFUSALS_TOLD) summary.refused.push(refusal);
}

function isArray(body: Buffer): boolean {
  for (const byte of body) if (byte > 0x20) return byte === 0x5b;
  return false;
}

function parseArray(body: Buffer): object[] {
  if (!isUtf8(body)) throw new MillraceError('invalid_utf8', 'poison', 'the request body is not valid UTF-8');
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new MillraceError('malformed', 'poison', 'the request body is not JSON', { cause: error });
  }
  return (value as unknown[]).map((entry) => (typeof entry === 'object' && entry !== null ? entry : Buffer.from(JSON.stringify(entry))));
}

function producerOf(headers: Record<string, string | undefined>): Intake['producer'] {
  const name = headers['millrace-producer'];
  if (name === undefined) return undefined;
  checkProducer(name);
  const firstLine = Number(headers['millrace-first-line'] ?? '1');
  if (!Number.isSafeInteger(firstLine) || firstLine < 1)
    throw new MillraceError('producer_header', 'poison', 'Millrace-First-Line takes a whole number from 1');
  return { name, firstLine };
}
