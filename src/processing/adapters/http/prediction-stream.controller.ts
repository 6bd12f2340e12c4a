import { Readable } from 'node:stream';
import { Controller, Get, Headers, Inject, type OnModuleDestroy, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { MillraceError } from '../../../definition/index.js';
import { Problems } from '../../../platform/http/index.js';
import { Pipelines } from '../../application/pipelines.js';
import { Versions } from '../../application/versions.js';
import { parseCursor } from '../../domain/index.js';
import { FEED_NOW, PREDICTION_FEED, type PredictionFeed } from '../../ports/prediction-feed.port.js';
import { EventFrames } from './event-frames.js';
import { KEY, keyOf, textOf } from './page-query.js';
import { OF_RUNS } from './problem-codes.js';
import { type StreamRequest, streamFrames } from './stream-frames.js';

const STREAM = {
  'text/event-stream': { schema: { type: 'string', description: 'The data of each event is a `Prediction`, or a `PredictionEvent`' } },
} as const;
const MOST_STREAMS = 1000;
/** A reader that has not taken what is on its way is cut off so long after the application began to close. */
const LAST_WORDS_MS = 1000;

/** Predictions as they are committed, as server-sent events; the id of each is a cursor that stays good for ever. */
@ApiTags('predictions')
@ApiBearerAuth()
@Controller('v1/pipelines/:pipeline')
export class PredictionStreamController implements OnModuleDestroy {
  private readonly open = new Set<FastifyReply>();
  private readonly frames: EventFrames;

  constructor(
    @Inject(Pipelines) private readonly pipelines: Pipelines,
    @Inject(PREDICTION_FEED) private readonly feed: PredictionFeed,
    @Inject(Versions) versions: Versions,
  ) {
    this.frames = new EventFrames(versions);
  }

  @Get('predictions/stream')
  @ApiOperation({
    summary: 'Follow predictions as they are committed',
    description:
      'Server-sent events in commit order, each once its record is durable. Without a cursor the stream begins with what is yet to come. A reader that comes back with the id of the last event that it got misses nothing. Comments keep the connection alive. A slow reader is waited for.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Cursor: the id of the last event that came' })
  @ApiQuery({ name: 'after', required: false, description: 'The same as a parameter; the header comes first. `start` begins with the first prediction' })
  @ApiQuery(KEY)
  @ApiQuery({
    name: 'format',
    required: false,
    enum: ['cloudevents'],
    description: 'Each event as a CloudEvent; so does `Accept: application/cloudevents+json`',
  })
  @ApiResponse({ status: 200, description: 'The stream; it ends when the application stops', content: STREAM })
  @Problems(...OF_RUNS, 'no_prediction', 'cursor', 'cursor_ahead', 'query', 'streams_full', 'stopping')
  async stream(
    @Param('pipeline') pipeline: string,
    @Query() query: Record<string, string | undefined>,
    @Headers() headers: Record<string, string | undefined>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const run = this.pipelines.get(pipeline);
    if (!run.bound.predict)
      throw new MillraceError('no_prediction', 'poison', `the pipeline "${run.pipeline}" predicts nothing: its document has no predict section`);
    if (this.open.size >= MOST_STREAMS)
      throw new MillraceError('streams_full', 'retryable', `${MOST_STREAMS} readers follow predictions already: try again in a moment`);
    const request: StreamRequest = { run, key: keyOf(query), cloudEvents: wantsCloudEvents(query, headers), after: afterOf(query, headers) };
    // A cursor that is none must be told before the stream begins.
    const first = await this.feed.read(run.name, request.after, 1, 0);
    const start = request.after === FEED_NOW ? first.cursor : request.after;
    this.send(reply, streamFrames({ ...request, after: start }, this.feed, this.frames));
  }

  /** The feed ends its reads by itself; sockets that nobody reads would hold the application. */
  onModuleDestroy(): void {
    const readers = [...this.open];
    setTimeout(() => readers.forEach((reply) => reply.raw.destroy()), LAST_WORDS_MS).unref();
  }

  private send(reply: FastifyReply, frames: AsyncGenerator<string | Buffer>): void {
    if (reply.raw.destroyed) return;
    this.open.add(reply);
    reply.raw.once('close', () => this.open.delete(reply));
    void reply
      .header('content-type', 'text/event-stream')
      .header('cache-control', 'no-store')
      // Proxies that gather would hold events back.
      .header('x-accel-buffering', 'no')
      .send(Readable.from(frames, { highWaterMark: 1 }));
  }
}

/** Undefined: from the first prediction on. */
function afterOf(query: Record<string, string | undefined>, headers: Record<string, string | undefined>): string | undefined {
  const after = headers['last-event-id'] ?? textOf(query, 'after') ?? FEED_NOW;
  if (after === 'start') return undefined;
  if (after !== FEED_NOW) parseCursor(after);
  return after;
}

function wantsCloudEvents(query: Record<string, string | undefined>, headers: Record<string, string | undefined>): boolean {
  if (query.format !== undefined && query.format !== 'cloudevents')
    throw new MillraceError('query', 'poison', 'format takes "cloudevents"; without it each event is the prediction itself');
  return query.format === 'cloudevents' || /\bapplication\/cloudevents\+json\b/.test(headers.accept ?? '');
}
