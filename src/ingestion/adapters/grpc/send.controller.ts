import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcStreamCall } from '@nestjs/microservices';
import { MillraceError } from '../../../definition/index.js';
import { GrpcStatusFilter, Inbox, OpenStreams } from '../../../platform/grpc/index.js';
import type { IntakeReceipt } from '../../application/append-intake.js';
import type { AppendQueue } from '../../application/append-queue.js';
import { checkProducer } from '../../domain/producer-name.js';
import { ACCEPT, type Accept, APPEND_QUEUE } from '../../ingestion.tokens.js';
import { type SendRequest, type SendSummary, addTo, stretchesOf } from './send-messages.js';

const BATCHES_UNDER_WAY = 3;
const MOST_EVENTS = 10_000;

/** What holds for a stream from its first message on. */
interface Head {
  source: string;
  producer: string;
  type: string;
}

/** Events in over gRPC: a stream of batches. What is answered as accepted is durable. */
@Controller()
@UseFilters(GrpcStatusFilter)
export class SendController {
  constructor(
    @Inject(ACCEPT) private readonly accept: Accept,
    @Inject(APPEND_QUEUE) private readonly queue: AppendQueue,
    @Inject(OpenStreams) private readonly streams: OpenStreams,
  ) {}

  @GrpcStreamCall('Millrace', 'Send')
  async send(call: ServerReadableStream<SendRequest, SendSummary>, answer: sendUnaryData<SendSummary>): Promise<void> {
    const inbox = new Inbox<SendRequest>(call);
    const leave = this.streams.enter(() => inbox.stop());
    try {
      const summary = await this.take(inbox);
      if (inbox.stopped) throw new MillraceError('draining', 'retryable', 'the application is shutting down: numbered lines can be sent again');
      answer(null, summary);
    } finally {
      leave();
    }
  }

  /** Checks and appends with a few batches under way, in order, never more than the queue has room for. */
  private async take(inbox: Inbox<SendRequest>): Promise<SendSummary> {
    const summary: SendSummary = { accepted: 0, repeated: 0, refusedCount: 0, refused: [], lastLine: 0 };
    const underWay: Promise<IntakeReceipt>[] = [];
    let head: Head | undefined;
    for (let request = await inbox.next(); request; request = await inbox.next()) {
      head = headOf(head, request);
      if (request.firstLine !== 0) summary.lastLine = lineBefore(request.firstLine);
      for (const { type, entries } of stretchesOf(request.events, head.type)) {
        await this.queue.room();
        const firstLine = summary.lastLine + 1;
        summary.lastLine += entries.length;
        const producer = head.producer ? { producer: { name: head.producer, firstLine } } : {};
        const appended = this.accept({ log: head.source, type, entries, ...(head.producer ? producer : { firstLine }) });
        appended.catch(() => undefined);
        underWay.push(appended);
        if (underWay.length >= BATCHES_UNDER_WAY) addTo(summary, await (underWay.shift() as Promise<IntakeReceipt>));
      }
    }
    for (const receipt of underWay) addTo(summary, await receipt);
    return summary;
  }
}

function headOf(head: Head | undefined, request: SendRequest): Head {
  if (request.events.length > MOST_EVENTS) throw new MillraceError('too_many_events', 'poison', `one message may carry ${MOST_EVENTS} events: send several`);
  if (!head) {
    if (!request.source) throw new MillraceError('malformed', 'poison', 'the first message of a stream must name its source');
    if (request.producer) checkProducer(request.producer);
    return { source: request.source, producer: request.producer, type: request.type };
  }
  if ((request.source && request.source !== head.source) || (request.producer && request.producer !== head.producer))
    throw new MillraceError('malformed', 'poison', 'source and producer hold for the whole stream: open another stream for another');
  return { ...head, type: request.type || head.type };
}

function lineBefore(firstLine: number): number {
  if (Number.isSafeInteger(firstLine) && firstLine >= 1) return firstLine - 1;
  throw new MillraceError('malformed', 'poison', 'first_line takes a whole number from 1, or 0 to go on');
}
