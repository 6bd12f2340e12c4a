import type { Metadata, ServerDuplexStream, ServerUnaryCall } from '@grpc/grpc-js';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod, GrpcStreamCall } from '@nestjs/microservices';
import { MillraceError } from '../../../definition/index.js';
import { GrpcStatusFilter, Inbox, OpenStreams, Outbox, STATUS_OF, Slots, type StatusOf } from '../../../platform/grpc/index.js';
import { AskPrediction, type Place } from '../../application/ask-prediction.js';
import { Pipelines } from '../../application/pipelines.js';
import { Places } from '../../application/places.js';
import { type PredictRequest, type PredictStreamRequest, eventOf, predictionMessage } from './messages.js';
import { problemMessage } from './problem-message.js';
import { patienceOf } from './patience.js';

/** Events of one stream that are under way. */
const UNDER_WAY = 64;

type PredictStream = ServerDuplexStream<PredictStreamRequest, object>;

/** Predictions over gRPC: one, and a stream of them, whose events enter the log in their order. */
@Controller()
@UseFilters(GrpcStatusFilter)
export class PredictController {
  constructor(
    @Inject(Pipelines) private readonly pipelines: Pipelines,
    @Inject(AskPrediction) private readonly ask: AskPrediction,
    @Inject(OpenStreams) private readonly streams: OpenStreams,
    @Inject(STATUS_OF) private readonly statusOf: StatusOf,
  ) {}

  @GrpcMethod('Millrace', 'Predict')
  async predict(request: PredictRequest, _metadata: Metadata, call: ServerUnaryCall<PredictRequest, object>): Promise<object> {
    return { prediction: await this.predictionOf(request, call) };
  }

  @GrpcStreamCall('Millrace', 'PredictStream')
  async predictStream(call: PredictStream): Promise<void> {
    const inbox = new Inbox<PredictStreamRequest>(call);
    const leave = this.streams.enter(() => inbox.stop());
    const outbox = new Outbox(call);
    const slots = new Slots(UNDER_WAY);
    const places = new Places();
    let pipeline = '';
    try {
      for (let request = await inbox.next(); request; request = await inbox.next()) {
        pipeline = request.pipeline || pipeline;
        await slots.take();
        void this.answer({ ...request, pipeline }, call, outbox, places).finally(() => slots.release());
      }
      await slots.free();
    } finally {
      leave();
    }
    // Every event that was read has its answer; those that were not are the caller's to send again.
    if (inbox.stopped) throw new MillraceError('draining', 'retryable', 'the application is shutting down');
    call.end();
  }

  /** Never fails: what is wrong with one event is told in its place. */
  private async answer(request: PredictStreamRequest, call: PredictStream, outbox: Outbox, places: Places): Promise<void> {
    const { correlationId } = request;
    try {
      await outbox.write({ correlationId, prediction: await places.next((place) => this.predictionOf(request, call, place)) });
    } catch (error) {
      await outbox.write({ correlationId, problem: problemMessage(error, this.statusOf(error)) });
    }
  }

  private async predictionOf(request: PredictRequest, call: Parameters<typeof patienceOf>[0], place?: Place): Promise<object> {
    const run = this.pipelines.get(request.pipeline);
    return predictionMessage(await this.ask.run(run, eventOf(request), patienceOf(call), place), run);
  }
}
