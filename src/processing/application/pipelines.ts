import { type BoundPlan, MillraceError, type Plan, bindPlan, modelFileOf, nearest } from '../../definition/index.js';
import type { ModelRegistry, Models } from '../../inference/index.js';
import type { LogWriter, SourceType, Sources } from '../../ingestion/index.js';
import { type PlanChanges, type Run, type RunModel, parseRunName, planChanges } from '../domain/index.js';
import type { CommitStore } from '../ports/commit-store.port.js';
import type { PipelineStore, StoredRun, StoredVersion } from '../ports/pipeline-store.port.js';

export interface PipelinePorts {
  readonly store: PipelineStore;
  readonly commits: Pick<CommitStore, 'scorer'>;
  readonly sources: Sources;
  readonly log: LogWriter;
  readonly models: Models;
  readonly registry: ModelRegistry;
  readonly lanes: Lanes;
}

/** The lanes of this process, one a run. */
interface Lanes {
  start(run: Run): void;
  stop(run: string): Promise<void>;
}

/** A checked document with what it refers to. */
export interface Deployment {
  readonly plan: Plan;
  readonly document: string;
  /** Bytes of the model where the document names a file. */
  readonly modelFile?: Buffer;
  /** Version of the model in the registry; absent: that of the file, or the newest. */
  readonly modelVersion?: number;
}

/** What came of a deployment. */
export interface Deployed {
  readonly run: Run;
  readonly outcome: 'created' | 'unchanged' | 'live';
  /** Absent for a pipeline that was not there before. */
  readonly changes?: PlanChanges;
}

/** The pipelines and runs of this application; each run is one pipeline over one log. */
export class Pipelines {
  private readonly runs = new Map<string, Run>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: PipelinePorts) {}

  /** Makes a pipeline live, or changes the live one: model, source, stored version and lane. The same document again changes nothing. */
  deploy(deployment: Deployment): Promise<Deployed> {
    return this.inTurn(async () => {
      const { plan, document } = deployment;
      const live = this.runs.get(plan.pipeline);
      if (live && live.log !== plan.source)
        throw new MillraceError('source_changed', 'poison', `"${plan.pipeline}" reads the source "${live.log}": give a pipeline over another one its own name`);
      const version = await this.ports.store.saveVersion(plan, document, await this.modelVersion(deployment));
      if (live?.versionId === version.id) return { run: live, outcome: 'unchanged', changes: planChanges(live.bound.plan, plan) };
      const run = await this.start({ name: plan.pipeline, pipeline: plan.pipeline, log: plan.source, live: true, versionId: version.id }, version);
      return live ? { run, outcome: 'live', changes: planChanges(live.bound.plan, plan) } : { run, outcome: 'created' };
    });
  }

  /** Makes a run of a deployed pipeline over an input of its own; an existing one is answered as it is. */
  createRun(pipeline: string, name: string): Promise<Run> {
    return this.inTurn(async () => {
      const full = `${pipeline}@${name}`;
      if (!parseRunName(full)) throw new MillraceError('run_name', 'poison', 'a run has a name of up to 63 letters, digits, dots, underscores and dashes');
      const live = this.get(pipeline);
      const existing = this.runs.get(full);
      if (existing) return existing;
      const version = await this.versionOf(live);
      return this.start({ name: full, pipeline, log: `${version.plan.source}@${name}`, live: false, versionId: version.id }, version);
    });
  }

  /** Stops a pipeline with its runs, or one run. Everything it wrote stays; deployed again it goes on where it stopped. */
  retire(name: string): Promise<string[]> {
    return this.inTurn(async () => {
      const run = this.get(name);
      const retired = this.all().filter((one) => one.name === name || (run.live && one.pipeline === run.pipeline));
      for (const one of retired) {
        await this.ports.store.retire(one.name);
        this.runs.delete(one.name);
        this.ports.sources.withdraw(one.log, one.name);
        await this.ports.lanes.stop(one.name);
      }
      return retired.map((one) => one.name);
    });
  }

  /** Starts every run that an earlier life of the application left. */
  async resume(): Promise<void> {
    for (const run of await this.ports.store.runs()) if (!this.runs.has(run.name)) await this.start(run, await this.versionOf(run));
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

  /** What would change if the plan were deployed. */
  compare(name: string, plan: Plan): PlanChanges {
    return planChanges(this.get(name).bound.plan, plan);
  }

  /** One change at a time: two at once would each see the state before the other. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async versionOf(run: Pick<StoredRun, 'name' | 'versionId'>): Promise<StoredVersion> {
    const version = await this.ports.store.version(run.versionId);
    if (version) return version;
    throw new MillraceError('version_missing', 'fatal', `the version that "${run.name}" was deployed with is not in the database: was it restored in part?`);
  }

  private async start(stored: StoredRun, version: StoredVersion): Promise<Run> {
    const { plan } = version;
    const bound = bindPlan(plan);
    const types: SourceType[] = plan.events.map((event) => ({ bound: boundEvent(bound, event.type), schema: event.schema }));
    this.ports.sources.admit(stored.log, stored.name, types);
    const model = await this.load(plan, bound, version.modelVersion);
    await this.ports.log.open(stored.log);
    await this.ports.store.saveRun({ ...stored, stateHash: plan.stateHash });
    this.ports.sources.declare(stored.log, stored.name, types);
    const run: Run = { ...stored, bound, model };
    this.runs.set(run.name, run);
    await this.ports.lanes.stop(run.name);
    this.ports.lanes.start(run);
    return run;
  }

  private async modelVersion({ plan, modelFile, modelVersion }: Deployment): Promise<number | undefined> {
    if (!plan.predict) return undefined;
    if (modelFile) return (await this.ports.registry.register({ name: modelName(plan), bytes: modelFile })).version;
    return (await this.ports.registry.resolve(modelName(plan), modelVersion)).version;
  }

  private async load(plan: Plan, bound: BoundPlan, version: number | undefined): Promise<RunModel | undefined> {
    if (!plan.predict || !bound.predict) return undefined;
    const reference = { name: modelName(plan), width: plan.vector.length, outputs: bound.predict.outputs };
    const loaded = await this.ports.models.load(version === undefined ? reference : { ...reference, version });
    const scorerId = await this.ports.commits.scorer(loaded.name, loaded.version, loaded.digest);
    return { handle: loaded.handle, name: loaded.name, version: loaded.version, digest: loaded.digest, scorerId };
  }
}

/** A file is registered under the pipeline's name. */
function modelName(plan: Plan): string {
  return modelFileOf(plan) === undefined ? (plan.predict?.model ?? plan.pipeline) : plan.pipeline;
}

function boundEvent(bound: BoundPlan, type: string): NonNullable<ReturnType<BoundPlan['events']['get']>> {
  const event = bound.events.get(type);
  if (!event) throw new MillraceError('plan_broken', 'fatal', `the plan binds no event type "${type}"`);
  return event;
}
