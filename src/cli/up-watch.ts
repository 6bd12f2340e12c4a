import { type FSWatcher, existsSync, readFileSync, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { MillraceError, compileMap, modelFileOf } from '../definition/index.js';
import { Pipelines } from '../processing/index.js';
import type { Server } from '../server.js';
import { changeLines } from './change-lines.js';
import { type PipelineReading, faultLine, readPipelineOrFault } from './load-pipeline.js';

/** An editor saves in several steps, and several files at once: this long after the last of them. */
const DEBOUNCE_MS = 150;
/** What a pipeline can be made of, also where the last reading did not get as far as to name it. */
const PARTS = /\.(json|ya?ml|onnx)$/;

const TAKEN = { created: 'is live', live: 'has changed', backfilling: 'changes as soon as its new state is built' } as const;

/** Checks each pipeline again whenever one of its files is saved, and deploys it where it is whole; ends with the signal. */
export function watchPipelines(paths: readonly string[], server: Server, signal: AbortSignal): void {
  for (const path of paths) new PipelineWatch(path, server.app.get(Pipelines), signal).begin();
}

class PipelineWatch {
  private readonly watchers = new Map<string, FSWatcher>();
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string,
    private readonly pipelines: Pipelines,
    private readonly signal: AbortSignal,
  ) {}

  begin(): void {
    this.turn = readPipelineOrFault(this.path).then((reading) => this.follow(reading));
    this.signal.addEventListener('abort', () => {
      clearTimeout(this.timer);
      for (const watcher of this.watchers.values()) watcher.close();
    });
  }

  /** Watches the folders of everything that the pipeline is made of: editors put a new file in the place of the old one. */
  private follow({ file, loaded }: PipelineReading): void {
    const folder = dirname(resolve(file));
    const model = loaded && modelFileOf(loaded.plan);
    const names = [basename(file), ...Object.keys(loaded?.files ?? {}), ...(model === undefined ? [] : [model])];
    for (const place of new Set(names.map((name) => dirname(resolve(folder, name))))) {
      if (this.watchers.has(place) || this.signal.aborted || !existsSync(place)) continue;
      const watcher = watch(place, (_, name) => {
        if (name === null || PARTS.test(name)) this.saved();
      });
      watcher.on('error', () => watcher.close());
      this.watchers.set(place, watcher);
    }
  }

  private saved(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.turn = this.turn.then(() => this.check())), DEBOUNCE_MS);
  }

  private async check(): Promise<void> {
    if (this.signal.aborted) return;
    try {
      const reading = await readPipelineOrFault(this.path);
      this.follow(reading);
      const faults = [...reading.faults, ...mapFaults(reading)];
      if (faults.length > 0) say([...faults.map(faultLine), `${reading.file}: not taken over, the last good one keeps running`]);
      if (reading.loaded && faults.length === 0) await this.takeOver(reading.file, reading.loaded);
    } catch (error) {
      const known = error instanceof MillraceError;
      say([`${this.path}: ${known ? error.message : String(error)}`, `${this.path}: not taken over, the last good one keeps running`]);
    }
  }

  private async takeOver(file: string, loaded: NonNullable<PipelineReading['loaded']>): Promise<void> {
    const { outcome, changes } = await this.pipelines.deploy(loaded);
    if (outcome === 'unchanged') return say([`${file}: checked, nothing changes`]);
    say([`${file}: ${loaded.plan.pipeline} ${TAKEN[outcome]}`, ...(changes ? changeLines(changes) : [])]);
  }
}

/** A map beside the document is checked with it: what it makes must still be the pipeline's events. */
function mapFaults({ file, loaded }: PipelineReading): PipelineReading['faults'] {
  const map = join(dirname(file), 'map.yaml');
  if (!loaded || !existsSync(map)) return [];
  return compileMap(readFileSync(map, 'utf8'), loaded.plan).faults.map((fault) => ({ ...fault, file: map }));
}

/** Above the rolling line, which is drawn anew below. */
function say(lines: readonly string[]): void {
  process.stdout.write((process.stdout.isTTY ? '\r\u001b[K' : '') + lines.join('\n') + '\n');
}
