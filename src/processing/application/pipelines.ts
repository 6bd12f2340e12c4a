import { type BoundPlan, MillraceError, type Plan, bindPlan, nearest } from '../../definition/index.js';
import type { ModelRegistry, Models } from '../../inference/index.js';
import type { LogWriter, Sources } from '../../ingestion/index.js';
import { type Run, type RunModel, parseRunName } from '../domain/index.js';
import type { CommitStore } from '../ports/commit-store.port.js';
import type { PipelineStore, StoredRun } from '../ports/pipeline-store.port.js';

export interface PipelinePorts {
  readonly store: PipelineStore;
  readonly commits: Pick<CommitStore, 'scorer'>;
  readonly sources: Sources;
  readonly log: LogWriter;
  readonly models: Models;
  readonly registry: ModelRegistry;
}

/** A checked document with what it refers to. */
export interface Deployment {
  readonly plan: Plan;
  readonly document: string;
  /** Bytes of the model where the document names a file. */
  readonly modelFile?: Buffer;
}

/** The pipelines and runs of this application; each run is one pipeline over one log. */
export class Pipelines {
  private readonly runs = new Map<string, Run>();

  constructor(
    private readonly ports: PipelinePorts,
    private readonly started: (run: Run) => void,
  ) {}

  /** Makes a pipeline live: model, source, stored version and lane. The same document again changes nothing. */
  async deploy(deployment: Deployment): Promise<Run> {
    const { plan } = deployment;
    if (deployment.modelFile && plan.predict) await this.ports.registry.register({ name: modelName(plan), bytes: deployment.modelFile });
    const versionId = await this.ports.store.saveVersion(plan, deployment.document);
    return this.start({ name: plan.pipeline, pipeline: plan.pipeline, log: plan.source, live: true, versionId }, plan);
  }

  /** Makes a run of a deployed pipeline over an input of its own; an existing one is answered as it is. */
  async createRun(pipeline: string, name: string): Promise<Run> {
    const full = `${pipeline}@${name}`;
    if (!parseRunName(full)) throw new MillraceError('run_name', 'poison', 'a run has a name of up to 63 letters, digits, dots, underscores and dashes');
    const live = this.get(pipeline);
    const existing = this.runs.get(full);
    if (existing) return existing;
    return this.start({ name: full, pipeline, log: `${live.bound.plan.source}@${name}`, live: false, versionId: live.versionId }, live.bound.plan);
  }

  /** Starts every run that an earlier life of the application left. */
  async resume(): Promise<void> {
    for (const { plan, ...run } of await this.ports.store.runs()) if (!this.runs.has(run.name)) await this.start(run, plan);
  }

  /** Error: `pipeline_unknown` (poison) with the nearest name. */
  get(name: string): Run {
    const run = this.runs.get(name);
    if (run) return run;
    const near = nearest(name, [...this.runs.keys()]);
    throw new MillraceError('pipeline_unknown', 'poison', `there is no pipeline or run "${name.slice(0, 130)}"` + (near ? `: did you mean "${near}"?` : ''));
  }

  all(): Run[] {
    return [...this.runs.values()];
  }

  private async start(stored: StoredRun, plan: Plan): Promise<Run> {
    const bound = bindPlan(plan);
    await this.ports.log.open(stored.log);
    const model = await this.load(plan, bound);
    await this.ports.store.saveRun({ ...stored, stateHash: plan.stateHash });
    this.ports.sources.declare(
      stored.log,
      plan.events.map((event) => ({ bound: boundEvent(bound, event.type), schema: event.schema })),
    );
    const run: Run = { ...stored, bound, model };
    this.runs.set(run.name, run);
    this.started(run);
    return run;
  }

  private async load(plan: Plan, bound: BoundPlan): Promise<RunModel | undefined> {
    if (!plan.predict || !bound.predict) return undefined;
    const loaded = await this.ports.models.load({ name: modelName(plan), width: plan.vector.length, outputs: bound.predict.outputs });
    const scorerId = await this.ports.commits.scorer(loaded.name, loaded.version, loaded.digest);
    return { handle: loaded.handle, name: loaded.name, version: loaded.version, digest: loaded.digest, scorerId };
  }
}

/** A file is registered under the pipeline's name. */
function modelName(plan: Plan): string {
  return /[./\\]/.test(plan.predict?.model ?? '') ? plan.pipeline : (plan.predict?.model ?? plan.pipeline);
}

function boundEvent(bound: BoundPlan, type: string): NonNullable<ReturnType<BoundPlan['events']['get']>> {
  const event = bound.events.get(type);
  if (!event) throw new MillraceError('plan_broken', 'fatal', `the plan binds no event type "${type}"`);
  return event;
}
