import type { Metadata, ServerWritableStream } from '@grpc/grpc-js';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { EMPTY, type Observable } from 'rxjs';
import { MillraceError } from '../../../definition/index.js';
import { GrpcStatusFilter, Outbox } from '../../../platform/grpc/index.js';
import { Pipelines } from '../../application/pipelines.js';
import { FEED_START, type Run, formatCursor, parseCursor } from '../../domain/index.js';
import { FEED_NOW, PREDICTION_FEED, type PredictionFeed } from '../../ports/prediction-feed.port.js';
import { predictionMessage } from './messages.js';

/** Predictions read at a time: all that is held for a reader, however slow it is. */
const READ_PREDICTIONS = 50;
const WAIT_MS = 15_000;
const MOST_STREAMS = 1000;
const FROM_START = 'start';

interface FollowRequest {
  readonly pipeline: string;
  readonly after: string;
  readonly key?: string;
}
type FollowStream = ServerWritableStream<FollowRequest, object>;

/** Predictions as they are committed, over gRPC. */
@Controller()
@UseFilters(GrpcStatusFilter)
export class FollowController {
  private streams = 0;

  constructor(
    @Inject(Pipelines) private readonly pipelines: Pipelines,
    @Inject(PREDICTION_FEED) private readonly feed: PredictionFeed,
  ) {}

  /** Writes by itself: what Nest writes from an observable it gathers without bound for a reader that is slow. */
  @GrpcMethod('Millrace', 'Follow')
  async follow(request: FollowRequest, _metadata: Metadata, call: FollowStream): Promise<Observable<never>> {
    const run = this.pipelines.get(request.pipeline);
    if (!run.bound.predict)
      throw new MillraceError('no_prediction', 'poison', `the pipeline "${run.pipeline}" predicts nothing: its document has no predict section`);
    if (this.streams >= MOST_STREAMS)
      throw new MillraceError('streams_full', 'retryable', `${MOST_STREAMS} readers follow predictions already: try again in a moment`);
    this.streams++;
    try {
      await this.give(run, request, call);
    } finally {
      this.streams--;
    }
    return EMPTY;
  }

  private async give(run: Run, { after, key }: FollowRequest, call: FollowStream): Promise<void> {
    const outbox = new Outbox(call);
    let cursor = await this.place(run, after);
    await outbox.write({ cursor });
    while (!call.cancelled) {
      const page = await this.feed.read(run.name, cursor, READ_PREDICTIONS, WAIT_MS);
      let given = cursor;
      for (const prediction of page.predictions) {
        if (key !== undefined && prediction.key !== key) continue;
        given = formatCursor(prediction);
        await outbox.write({ cursor: given, prediction: predictionMessage(prediction, run) });
      }
      cursor = page.cursor;
      if (cursor !== given) await outbox.write({ cursor });
    }
  }

  /** The cursor from which to go on. */
  private async place(run: Run, after: string): Promise<string> {
    if (after === FROM_START) return formatCursor(FEED_START);
    if (after !== '') parseCursor(after);
    // A cursor beyond the last commit is told before the stream begins.
    const { cursor } = await this.feed.read(run.name, after === '' ? FEED_NOW : after, 1, 0);
    return after === '' ? cursor : after;
  }
}
