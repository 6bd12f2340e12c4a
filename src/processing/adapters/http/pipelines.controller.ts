import { Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Plan } from '../../../definition/index.js';
import { PipelineStatuses, type PipelineStatus } from '../../application/pipeline-status.js';
import { Pipelines } from '../../application/pipelines.js';

/** Pipelines and their runs, with the books. A run is named `PIPELINE@NAME` wherever a pipeline can be. */
@ApiTags('pipelines')
@ApiBearerAuth()
@Controller('v1/pipelines')
export class PipelinesController {
  constructor(
    @Inject(Pipelines) private readonly pipelines: Pipelines,
    @Inject(PipelineStatuses) private readonly statuses: PipelineStatuses,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All pipelines and runs' })
  async list(): Promise<{ pipelines: PipelineStatus[] }> {
    return { pipelines: await this.statuses.all() };
  }

  @Get(':pipeline')
  @ApiOperation({ summary: 'One pipeline or run, with its books' })
  async one(@Param('pipeline') pipeline: string): Promise<PipelineStatus> {
    return this.statuses.of(this.pipelines.get(pipeline));
  }

  @Get(':pipeline/plan')
  @ApiOperation({ summary: 'The compiled plan' })
  plan(@Param('pipeline') pipeline: string): Plan {
    return this.pipelines.get(pipeline).bound.plan;
  }

  @Put(':pipeline/runs/:name')
  @ApiOperation({
    summary: 'Make a run: the pipeline over an input of its own',
    description: 'Positions, state and ids are its own. A run that exists is answered as it is.',
  })
  async createRun(@Param('pipeline') pipeline: string, @Param('name') name: string): Promise<object> {
    const run = await this.pipelines.createRun(pipeline, name);
    return { run: run.name, pipeline: run.pipeline, source: run.log };
  }
}
