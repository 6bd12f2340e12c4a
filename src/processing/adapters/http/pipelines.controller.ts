import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Plan } from '../../../definition/index.js';
import { PipelineStatuses, type PipelineStatus } from '../../application/pipeline-status.js';
import { type Deployed, Pipelines } from '../../application/pipelines.js';
import { checkDeployment, checkPlan, readDeploymentRequest } from '../../application/read-deployment.js';
import { type PlanChanges, type StateCost, stateCosts } from '../../domain/index.js';

const DOCUMENT = {
  schema: {
    type: 'object',
    required: ['document'],
    properties: {
      document: { type: 'string', description: 'Text of the pipeline document' },
      files: { type: 'object', additionalProperties: { type: 'string' }, description: 'Text of each schema by the path that the document names' },
      model_version: { type: 'integer', description: 'Version in the registry; needed where the document names a model file' },
    },
  },
};

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
  async list(): Promise<{ pipelines: PipelineStatus[] }> {
    return { pipelines: await this.statuses.all() };
  }

  @Get(':pipeline')
  @ApiOperation({ summary: 'One pipeline or run, with its books' })
  async one(@Param('pipeline') pipeline: string): Promise<PipelineStatus> {
    return this.statuses.of(this.pipelines.get(pipeline));
  }

  @Get(':pipeline/plan')
  @ApiOperation({ summary: 'The compiled plan; `state`: what each group and feature keeps in memory' })
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
  @ApiResponse({ status: 200, description: 'It is live, or was already' })
  @ApiResponse({ status: 201, description: 'A new pipeline is live' })
  @ApiResponse({ status: 202, description: 'The state of changed features is being built from the log; then the lane goes over to it' })
  @ApiResponse({ status: 422, description: 'The document has faults' })
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
  @ApiResponse({ status: 200, description: 'The version before is live' })
  @ApiResponse({ status: 202, description: 'Its state is being built; then the lane goes over to it' })
  async rollBack(@Param('pipeline') pipeline: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<DeployAnswer> {
    const deployed = await this.pipelines.rollBack(pipeline);
    void reply.status(STATUS[deployed.outcome]);
    return deployAnswer(deployed);
  }

  @Post(':pipeline/diff')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a document would change' })
  @ApiBody(DOCUMENT)
  diff(@Param('pipeline') pipeline: string, @Req() { body }: FastifyRequest): { pipeline: string; changes: PlanChanges } {
    return { pipeline, changes: this.pipelines.compare(pipeline, checkPlan(pipeline, readDeploymentRequest(body))) };
  }

  @Delete(':pipeline')
  @ApiOperation({
    summary: 'Retire a pipeline with its runs, or one run',
    description: 'It takes no events and works no more. What it wrote stays, and deployed again it goes on where it stopped.',
  })
  async retire(@Param('pipeline') pipeline: string): Promise<{ retired: string[] }> {
    return { retired: await this.pipelines.retire(pipeline) };
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
