import { Readable } from 'node:stream';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Problems, schemaRef } from '../../../platform/http/index.js';
import {
  Pipelines,
  PipelineStatuses,
  type PipelineStatus,
  type PredictionAnswer,
  RECORD_READER,
  type RecordReader,
  Versions,
} from '../../../processing/index.js';

const INTERVAL_MS = 1000;
const PREDICTIONS_SHOWN = 20;

interface Status {
  readonly started_at: string;
  readonly pipelines: readonly PipelineStatus[];
}

/** What the status page shows: once, or a line a second for as long as the reader stays. */
@ApiTags('status')
@ApiBearerAuth()
@Controller('v1/status')
export class StatusController {
  private readonly startedAt = new Date().toISOString();

  constructor(
    @Inject(Pipelines) private readonly pipelines: Pipelines,
    @Inject(PipelineStatuses) private readonly statuses: PipelineStatuses,
    @Inject(RECORD_READER) private readonly reader: RecordReader,
    @Inject(Versions) private readonly versions: Versions,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Every pipeline and run, with rates, lag and books' })
  @ApiResponse({ status: 200, description: 'All of them', schema: schemaRef('Status') })
  @Problems('store_unavailable', 'log_unavailable')
  async status(): Promise<Status> {
    return { started_at: this.startedAt, pipelines: await this.statuses.all() };
  }

  @Get('stream')
  @ApiOperation({ summary: 'The same with the newest predictions, as NDJSON, one line a second' })
  @ApiResponse({
    status: 200,
    description: 'It does not end',
    content: { 'application/x-ndjson': { schema: { type: 'string', description: 'A `StatusLine` a line' } } },
  })
  stream(@Res() reply: FastifyReply): void {
    void reply
      .header('content-type', 'application/x-ndjson')
      .header('cache-control', 'no-store')
      .send(Readable.from(this.lines(reply)));
  }

  private async *lines(reply: FastifyReply): AsyncGenerator<string> {
    while (!reply.raw.destroyed) {
      yield JSON.stringify({ status: await this.status(), predictions: await this.newest() }) + '\n';
      await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
    }
  }

  private async newest(): Promise<PredictionAnswer[]> {
    const live = this.pipelines.all().filter((run) => run.live && run.bound.predict);
    const found = await Promise.all(live.map(async (run) => this.reader.predictions(run.name, { limit: PREDICTIONS_SHOWN })));
    return Promise.all(found.flat().map((stored) => this.versions.answer(stored)));
  }
}
