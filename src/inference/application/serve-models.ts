import { MillraceError } from '../../definition/index.js';
import type { ModelRegistry, ModelVersion } from '../ports/model-registry.port.js';
import type { ModelRuntime } from '../ports/model-runtime.port.js';
import type { ModelStore } from '../ports/model-store.port.js';
import type { Scoring, ServedModel, ServingState, TensorAnswer, TensorRequest } from '../ports/scoring.port.js';
import { checkSuccessor } from './check-successor.js';
import { Samples } from './samples.js';
import { ServedVersion } from './served-version.js';

/** How often the registry is asked for newer versions of what is served here. */
const LOOK_EVERY_MS = 1000;
/** Versions that were asked for by number and are kept open beside those that are served. */
const MOST_PINNED = 8;

/** The name's version that takes calls without a version. */
interface Served {
  current: ServedVersion;
  readonly samples: Samples;
  /** The newest that was refused, and why; it is not tried again. */
  refused?: { readonly version: number; readonly reason: string };
  loading?: number;
}

/** Serves the models of the registry, each opened at its first call. */
export class ServeModels implements Scoring {
  private readonly served = new Map<string, Served>();
  private readonly opening = new Map<string, Promise<Served>>();
  private readonly pinned = new Map<string, Promise<ServedVersion>>();
  private looking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly registry: Pick<ModelRegistry, 'resolve' | 'versions'>,
    private readonly store: ModelStore,
    private readonly runtime: ModelRuntime,
  ) {}

  async infer(request: TensorRequest): Promise<TensorAnswer> {
    const { name, version } = request;
    const served = this.served.get(name) ?? (version === undefined ? await this.serve(name) : undefined);
    if (!served || (version !== undefined && version !== served.current.model.version)) return (await this.pin(name, version ?? 0)).infer(request);
    served.samples.note(request.inputs);
    return served.current.infer(request);
  }

  async describe(name: string, version?: number): Promise<ServedModel> {
    const current = version === undefined ? (await this.serve(name)).current : await this.at(name, version);
    return current.model;
  }

  async versions(name: string): Promise<ServingState[]> {
    const served = this.served.get(name);
    const known = await this.registry.versions(name);
    return known.map(({ version }) => {
      if (version === served?.current.model.version || this.pinned.has(`${name}/${version}`)) return { version, state: 'available' };
      if (version === served?.refused?.version) return { version, state: 'refused', reason: served.refused.reason };
      return { version, state: version === served?.loading ? 'loading' : 'idle' };
    });
  }

  /** Looks for newer versions now, and brings them in. */
  async look(): Promise<void> {
    this.looking ??= this.bringIn().finally(() => (this.looking = undefined));
    return this.looking;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.looking?.catch(() => undefined);
    const pinned = await Promise.allSettled(this.pinned.values());
    const open = [...[...this.served.values()].map(({ current }) => current), ...pinned.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))];
    await Promise.all(open.map((version) => version.retire()));
    this.served.clear();
    this.pinned.clear();
  }

  private async at(name: string, version: number): Promise<ServedVersion> {
    const current = this.served.get(name)?.current;
    return current?.model.version === version ? current : this.pin(name, version);
  }

  private serve(name: string): Promise<Served> {
    const served = this.served.get(name);
    if (served) return Promise.resolve(served);
    let opening = this.opening.get(name);
    if (!opening) {
      opening = this.first(name).finally(() => this.opening.delete(name));
      this.opening.set(name, opening);
    }
    return opening;
  }

  private async first(name: string): Promise<Served> {
    const current = await this.openVersion(await this.registry.resolve(name));
    const served = { current, samples: new Samples() };
    this.served.set(name, served);
    // What fails here is tried again the next time.
    this.timer ??= setInterval(() => void this.look().catch(() => undefined), LOOK_EVERY_MS).unref();
    return served;
  }

  private pin(name: string, version: number): Promise<ServedVersion> {
    const key = `${name}/${version}`;
    const known = this.pinned.get(key);
    this.pinned.delete(key);
    const open = known ?? this.registry.resolve(name, version).then((found) => this.openVersion(found));
    this.pinned.set(key, open);
    if (!known) open.catch(() => this.pinned.delete(key));
    const [oldest] = this.pinned.keys();
    if (this.pinned.size > MOST_PINNED) this.unpin(oldest);
    return open;
  }

  private unpin(key: string): void {
    const open = this.pinned.get(key);
    this.pinned.delete(key);
    void open?.then((version) => version.retire()).catch(() => undefined);
  }

  private async openVersion(model: ModelVersion): Promise<ServedVersion> {
    return new ServedVersion(model, await this.runtime.open(await this.store.artifact(model), model.format));
  }

  private async bringIn(): Promise<void> {
    for (const newest of await this.store.newest()) {
      const served = this.served.get(newest.name);
      const known = Math.max(served?.current.model.version ?? Infinity, served?.refused?.version ?? 0);
      if (served && newest.version > known) await this.swap(served, newest);
    }
  }

  /** Loads and warms beside; the switch is one assignment, so that a call has the one or the other. */
  private async swap(served: Served, newest: ModelVersion): Promise<void> {
    served.loading = newest.version;
    let next: ServedVersion | undefined;
    try {
      next = await this.openVersion(newest);
      checkSuccessor(served.current.model, next.model);
      await next.warm(served.samples.all());
    } catch (error) {
      await next?.retire();
      if (mayWork(error)) throw error;
      served.refused = { version: newest.version, reason: (error as Error).message };
      return;
    } finally {
      served.loading = undefined;
    }
    const before = served.current;
    served.current = next;
    await before.retire();
  }
}

/** Whether the same version may load the next time: what was wrong was the way to it. */
function mayWork(error: unknown): boolean {
  return error instanceof MillraceError && (error.code === 'registry_unavailable' || error.code === 'model_unavailable');
}
