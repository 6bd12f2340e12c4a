import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Plan } from '../../../definition/index.js';
import { Problems, schemaRef } from '../../../platform/http/index.js';
import { PipelineStatuses, type PipelineStatus } from '../../application/pipeline-status.js';
import { type Deployed, Pipelines } from '../../application/pipelines.js';
import { checkDeployment, checkPlan, readDeploymentRequest } from '../../application/read-deployment.js';
import { type PlanChanges, type StateCost, stateCosts } from '../../domain/index.js';
import { OF_DOCUMENTS, OF_NEW_VERSIONS, OF_RUNS, OF_VERSIONS } from './problem-codes.js';

const DOCUMENT = { required: true, schema: schemaRef('Deployment') };
const DEPLOYED = schemaRef('Deployed');

const STATUS = { created: 201, unchanged: 200, live: 200, backfilling: 202 } as const;

/** What came of a deployment. */
interface DeployAnswer {
  readonly pipeline: string;
  readonly outcome: Deployed['outcome'];
  readonly version: number;
  readonly hash: string;
  readonly changes: PlanChanges | null;
}

function deployAnswer({ version, outcome, changes }: Deployed): DeployAnswer {
  return { pipeline: version.pipeline, outcome, version: version.number, hash: version.plan.hash, changes: changes ?? null };
}

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
  @ApiResponse({ status: 200, description: 'All of them', schema: schemaRef('PipelineList') })
  @Problems('store_unavailable', 'log_unavailable')
  async list(): Promise<{ pipelines: PipelineStatus[] }> {
    return { pipelines: await this.statuses.all() };
  }

  @Get(':pipeline')
  @ApiOperation({ summary: 'One pipeline or run, with its books' })
  @ApiResponse({ status: 200, description: 'The pipeline or run', schema: schemaRef('PipelineStatus') })
  @Problems(...OF_RUNS, 'log_unavailable')
  async one(@Param('pipeline') pipeline: string): Promise<PipelineStatus> {
    return this.statuses.of(this.pipelines.get(pipeline));
  }

  @Get(':pipeline/plan')
  @ApiOperation({ summary: 'The compiled plan; `state`: what each group and feature keeps in memory' })
  @ApiResponse({ status: 200, description: 'The plan', schema: schemaRef('Plan') })
  @Problems('pipeline_unknown')
  plan(@Param('pipeline') pipeline: string): Plan & { state: StateCost[] } {
    const { plan } = this.pipelines.get(pipeline).bound;
    return { ...plan, state: stateCosts(plan) };
  }

  @Put(':pipeline')
  @ApiOperation({
    summary: 'Deploy a pipeline, or change the one that runs',
    description: 'The document is checked here. Every fault has its line and column. The same document again changes nothing.',
  })
  @ApiBody(DOCUMENT)
  @ApiResponse({ status: 200, description: 'It is live, or was already', schema: DEPLOYED })
  @ApiResponse({ status: 201, description: 'A new pipeline is live', schema: DEPLOYED })
  @ApiResponse({ status: 202, description: 'The state of changed features is being built from the log; then the lane goes over to it', schema: DEPLOYED })
  @Problems(...OF_DOCUMENTS, ...OF_NEW_VERSIONS)
  async deploy(@Param('pipeline') pipeline: string, @Req() { body }: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const deployed = await this.pipelines.deploy(checkDeployment(pipeline, readDeploymentRequest(body)));
    void reply.status(STATUS[deployed.outcome]);
    return deployAnswer(deployed);
  }

  @Post(':pipeline/rollback')
  @ApiOperation({
    summary: 'Go back to the version before',
    description: 'For a day after a change its state has followed, so this takes a moment; later it is built again first.',
  })
  @ApiResponse({ status: 200, description: 'The version before is live', schema: DEPLOYED })
  @ApiResponse({ status: 202, description: 'Its state is being built; then the lane goes over to it', schema: DEPLOYED })
  @Problems('pipeline_unknown', 'no_previous_version', ...OF_VERSIONS)
  async rollBack(@Param('pipeline') pipeline: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<DeployAnswer> {
    const deployed = await this.pipelines.rollBack(pipeline);
    void reply.status(STATUS[deployed.outcome]);
    return deployAnswer(deployed);
  }

  @Post(':pipeline/diff')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a document would change' })
  @ApiBody(DOCUMENT)
  @ApiResponse({ status: 200, description: 'What would change', schema: schemaRef('PlanDiff') })
  @Problems('pipeline_unknown', ...OF_DOCUMENTS)
  diff(@Param('pipeline') pipeline: string, @Req() { body }: FastifyRequest): { pipeline: string; changes: PlanChanges } {
    return { pipeline, changes: this.pipelines.compare(pipeline, checkPlan(pipeline, readDeploymentRequest(body))) };
  }

  @Delete(':pipeline')
  @ApiOperation({
    summary: 'Retire a pipeline with its runs, or one run',
    description: 'It takes no events and works no more. What it wrote stays, and deployed again it goes on where it stopped.',
  })
  @ApiResponse({ status: 200, description: 'The names of what was retired', schema: schemaRef('Retired') })
  @Problems(...OF_RUNS)
  async retire(@Param('pipeline') pipeline: string): Promise<{ retired: string[] }> {
    return { retired: await this.pipelines.retire(pipeline) };
  }

  @Put(':pipeline/runs/:name')
  @ApiOperation({
    summary: 'Make a run: the pipeline over an input of its own',
    description: 'Positions, state and ids are its own. A run that exists is answered as it is.',
  })
  @ApiResponse({ status: 200, description: 'The run', schema: schemaRef('Run') })
  @Problems(...OF_RUNS, 'run_name', 'source_conflict', 'log_unavailable', 'registry_unavailable')
  async createRun(@Param('pipeline') pipeline: string, @Param('name') name: string): Promise<object> {
    const run = await this.pipelines.createRun(pipeline, name);
    return { run: run.name, pipeline: run.pipeline, source: run.log };
  }
}
