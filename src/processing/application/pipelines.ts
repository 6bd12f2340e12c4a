import { setTimeout as sleep } from 'node:timers/promises';
import { type BoundPlan, MillraceError, type Plan, nearest } from '../../definition/index.js';
import type { ModelRegistry } from '../../inference/index.js';
import type { LogWriter, SourceType, Sources } from '../../ingestion/index.js';
import { type PlanChanges, type Run, parseRunName, planChanges } from '../domain/index.js';
import type { FleetView } from '../ports/fleet-store.port.js';
import type { PipelineStore, StoredRun, StoredVersion } from '../ports/pipeline-store.port.js';
import type { Followed, LaneHooks, RunLanes } from './run-lanes.js';
import { type Versions, modelName } from './versions.js';

/** So long a deployment waits for the lane to go over before it answers that this is still to come. */
const TAKE_OVER_MS = 3_000;
const POLL_MS = 10;

export interface PipelinePorts {
  readonly store: PipelineStore;
  readonly versions: Versions;
  readonly sources: Sources;
  readonly log: LogWriter;
  readonly registry: ModelRegistry;
  readonly lanes: Pick<RunLanes, 'start' | 'stop' | 'sync' | 'works'>;
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
  readonly version: StoredVersion;
  /** `backfilling`: the state of the version is being built from the log; then the lane goes over to it. */
  readonly outcome: 'created' | 'unchanged' | 'live' | 'backfilling';
  /** Absent for a pipeline that was not there before. */
  readonly changes?: PlanChanges;
}

/** The pipelines and runs of this application; each run is one pipeline over one log. */
export class Pipelines {
  private readonly runs = new Map<string, Run>();
  /** Looks at the other processes that began before a run was known here say nothing of it. */
  private looks = 0;
  private readonly knownSince = new Map<string, number>();
  private readonly wanted = new Map<string, number | undefined>();
  private catchingUp = false;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: PipelinePorts) {}

  /** Makes a pipeline live, or changes the live one without a pause. The same document and model again change nothing. */
  deploy(deployment: Deployment): Promise<Deployed> {
    return this.inTurn(async () => {
      const { plan, document } = deployment;
      const version = await this.ports.store.saveVersion(plan, document, await this.modelVersion(deployment));
      this.ports.versions.note(version);
      const live = this.runs.get(plan.pipeline);
      if (live) return this.change(live, version);
      const stored = { name: plan.pipeline, pipeline: plan.pipeline, log: plan.source, live: true };
      const run = await this.start({ ...stored, versionId: version.id }, true);
      return run.versionId === version.id ? { version, outcome: 'created' } : this.change(run, version);
    });
  }

  /** Goes back to the version before. Errors: `pipeline_unknown`, `no_previous_version` (poison). */
  rollBack(name: string): Promise<Deployed> {
    return this.inTurn(async () => {
      const live = this.get(name);
      const { previousVersionId } = await this.ports.store.lane(name);
      if (previousVersionId === undefined)
        throw new MillraceError('no_previous_version', 'poison', `"${name.slice(0, 130)}" has had no other version that it could go back to`);
      return this.change(live, await this.ports.versions.version(previousVersionId));
    });
  }

  /** Makes a run of a deployed pipeline over an input of its own; an existing one is answered as it is. */
  createRun(pipeline: string, name: string): Promise<Run> {
    return this.inTurn(async () => {
      const full = `${pipeline}@${name}`;
      if (!parseRunName(full)) throw new MillraceError('run_name', 'poison', 'a run has a name of up to 63 letters, digits, dots, underscores and dashes');
      const { log, versionId } = this.get(pipeline);
      return this.runs.get(full) ?? this.start({ name: full, pipeline, log: `${log}@${name}`, live: false, versionId }, true);
    });
  }

  /** Stops a pipeline with its runs, or one run. Everything it wrote stays; deployed again it goes on where it stopped. */
  retire(name: string): Promise<string[]> {
    return this.inTurn(async () => {
      const run = this.get(name);
      const retired = this.all().filter((one) => one.name === name || (run.live && one.pipeline === run.pipeline));
      for (const one of retired) {
        await this.ports.store.retire(one.name);
        await this.forget(one);
      }
      return retired.map((one) => one.name);
    });
  }

  /** Starts every run that an earlier life of the application left; changes that were under way go on. */
  async resume(): Promise<void> {
    for (const run of await this.ports.store.runs()) if (!this.runs.has(run.name)) await this.start(run, false);
  }

  /** Takes over what other processes deployed, changed and retired, as it was seen last. */
  catchUp(view: FleetView): void {
    this.looks++;
    const seen = new Map(view.lanes.map((lane) => [lane.run, lane]));
    for (const { run, nextVersionId } of seen.values()) {
      if (this.wanted.has(run) && this.wanted.get(run) !== nextVersionId) void this.ports.lanes.sync(run);
      this.wanted.set(run, nextVersionId);
    }
    const fresh = [...seen.keys()].some((name) => !this.runs.has(name));
    const gone = this.all().some(({ name }) => !seen.has(name) && this.looks > (this.knownSince.get(name) ?? 0) + 1);
    const changed = this.all().some(({ name, versionId }) => (seen.get(name)?.versionId ?? versionId) !== versionId && !this.ports.lanes.works(name));
    if (this.catchingUp || !(fresh || gone || changed)) return;
    this.catchingUp = true;
    // What cannot be read now is looked at again with the next look.
    void this.readAnew().then(
      () => (this.catchingUp = false),
      () => (this.catchingUp = false),
    );
  }

  private async readAnew(): Promise<void> {
    const stored = await this.ports.store.runs();
    for (const run of stored) {
      const known = this.runs.get(run.name);
      if (!known) void this.inTurn(async () => this.runs.has(run.name) || this.start(run, false)).catch(() => undefined);
      else if (known.versionId !== run.versionId && !this.ports.lanes.works(run.name)) this.serve(await this.ports.versions.runOf(known, run.versionId));
    }
    const names = new Set(stored.map(({ name }) => name));
    for (const run of this.all()) if (!names.has(run.name) && this.looks > (this.knownSince.get(run.name) ?? 0) + 1) await this.forget(run);
  }

  private async forget(run: Run): Promise<void> {
    this.runs.delete(run.name);
    this.ports.sources.withdraw(run.log, run.name);
    await this.ports.lanes.stop(run.name);
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

  private async change(live: Run, version: StoredVersion): Promise<Deployed> {
    const { store, versions, sources, lanes } = this.ports;
    const { plan } = version;
    if (live.log !== plan.source)
      throw new MillraceError('source_changed', 'poison', `"${live.name}" reads the source "${live.log}": give a pipeline over another one its own name`);
    const changes = planChanges(live.bound.plan, plan);
    if (live.versionId === version.id) {
      await store.wantVersion(live.name, undefined);
      await lanes.sync(live.name);
      return { version, outcome: 'unchanged', changes };
    }
    // Everything that can be refused is asked before anything is changed.
    const run = await versions.runOf(live, version.id);
    sources.admit(live.log, live.name, typesOf(run.bound));
    await store.wantVersion(live.name, version);
    await lanes.sync(live.name);
    const deadline = performance.now() + TAKE_OVER_MS;
    while (this.runs.get(live.name)?.versionId !== version.id && performance.now() < deadline) await sleep(POLL_MS);
    return { version, outcome: this.runs.get(live.name)?.versionId === version.id ? 'live' : 'backfilling', changes };
  }

  /** @param fresh whether the run may be new, or retired; one that is there works for the version that it has. */
  private async start(wanted: StoredRun, fresh: boolean): Promise<Run> {
    const { store, versions, sources, log, lanes } = this.ports;
    if (fresh) {
      const checked = await versions.runOf(wanted, wanted.versionId);
      sources.admit(wanted.log, wanted.name, typesOf(checked.bound));
      await log.open(wanted.log);
      await store.saveRun(wanted, await versions.version(wanted.versionId));
    }
    const stored = fresh ? ((await store.runs()).find(({ name }) => name === wanted.name) ?? wanted) : wanted;
    await log.open(stored.log);
    const run = await versions.runOf(stored, stored.versionId);
    this.serve(run);
    lanes.start(run.name, this.hooks);
    return run;
  }

  private readonly hooks: LaneHooks = {
    runOf: async (name, versionId) => {
      const run = this.get(name);
      return run.versionId === versionId ? run : this.ports.versions.runOf(run, versionId);
    },
    serves: (run) => {
      if (this.runs.has(run.name)) this.serve(run);
    },
    followed: (name) => this.followed(name),
    keepOnly: (name, stateIds) => this.ports.store.keepStates(name, stateIds),
  };

  /** The run is what its lane works for from here on: the door takes the events of its version. */
  private serve(run: Run): void {
    this.ports.sources.declare(run.log, run.name, typesOf(run.bound));
    if (!this.runs.has(run.name)) this.knownSince.set(run.name, this.looks);
    this.runs.set(run.name, run);
  }

  private async followed(name: string): Promise<Followed[]> {
    const { store, versions } = this.ports;
    const run = this.runs.get(name);
    if (!run) return [];
    const { stateId, nextVersionId, states } = await store.lane(name);
    const wanted: Followed[] = [];
    if (nextVersionId !== undefined) {
      const { stateHash } = await versions.version(nextVersionId);
      const state = states.find((one) => one.stateHash === stateHash);
      const next = await versions.runOf(run, nextVersionId);
      if (state) wanted.push({ run: next, stateId: state.stateId, purpose: state.stateId === stateId ? 'shared' : 'take over' });
    }
    for (const state of states) {
      if (!state.kept || state.stateId === stateId || wanted.some((one) => one.stateId === state.stateId)) continue;
      wanted.push({ run: await versions.stateOnly(run, state.versionId), stateId: state.stateId, purpose: 'keep' });
    }
    return wanted;
  }

  private async modelVersion({ plan, modelFile, modelVersion }: Deployment): Promise<number | undefined> {
    if (!plan.predict) return undefined;
    if (modelFile) return (await this.ports.registry.register({ name: modelName(plan), bytes: modelFile })).version;
    return (await this.ports.registry.resolve(modelName(plan), modelVersion)).version;
  }
}

function typesOf({ plan, events }: BoundPlan): SourceType[] {
  return plan.events.map((event) => {
    const bound = events.get(event.type);
    if (!bound) throw new MillraceError('plan_broken', 'fatal', `the plan binds no event type "${event.type}"`);
    return { bound, schema: event.schema, fields: { id: event.id, time: event.time } };
  });
}
