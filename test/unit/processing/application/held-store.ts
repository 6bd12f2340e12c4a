import type { LogReader, LogRecord } from '../../../../src/ingestion/index.js';
import type { Models } from '../../../../src/inference/index.js';
import { Lane } from '../../../../src/processing/application/lane.js';
import { StateBudget } from '../../../../src/processing/application/state-budget.js';
import type { Retries, Run, StateImage } from '../../../../src/processing/domain/index.js';
import type { Commit, CommitStore } from '../../../../src/processing/ports/commit-store.port.js';
import { fraudPlan } from '../domain/fraud-plan.js';

export const START_US = 1_700_000_000_000_000;
const MINUTE_US = 60_000_000;

const bound = fraudPlan();
export const testRun: Run = {
  ...{ name: 'p', pipeline: 'p', live: true, log: 'p', versionId: 1, bound },
  model: { handle: 'm', name: 'm', version: 1, digest: 'aa', scorerId: 1 },
};

/** Scores that are always there. */
export const testModels: Models = {
  load: () => Promise.reject(new Error('not here')),
  score: (_, rows, width) => Promise.resolve({ score: { data: new Float64Array(rows.length / width), width: 1 } }),
};

/** A log of payments of one card a minute apart; some of them try others again. */
export function testLog(count: number, retryOf: ReadonlyMap<number, number> = new Map()): LogReader {
  const records = Array.from({ length: count }, (_, position): LogRecord => {
    const event = { tx: `t${position}`, t: START_US + position * MINUTE_US, customer: 'c', terminal: 't', amount: position };
    const retried = retryOf.get(position);
    return {
      ...{ position, appendedAtUs: event.t, type: 'payment', digest: Buffer.alloc(16, position), body: JSON.stringify(event), event },
      ...(retried === undefined ? {} : { retryOf: retried }),
    };
  });
  return {
    read: (_, __, from, limit) => Promise.resolve(records.slice(from, from + limit)),
    end: () => Promise.resolve(count),
    changed: () => Promise.resolve(),
  };
}

interface Sent {
  readonly commit: Commit;
  /** The commit is durable, and its caller is told. */
  succeed(): void;
  /** The commit did not happen. */
  fail(): void;
}

/** A store in memory whose commits end when the test says so. */
export class HeldStore implements Pick<CommitStore, 'claim' | 'load' | 'commit' | 'checkpoint' | 'quarantined'> {
  /** Every commit that was asked for, in order. */
  readonly sent: Sent[] = [];
  readonly durable: Commit[] = [];
  readonly images: StateImage[] = [];
  /** What was asked of quarantined records, each with how many commits were durable by then. */
  readonly asked: { readonly positions: readonly number[]; readonly durable: number }[] = [];

  claim(): ReturnType<CommitStore['claim']> {
    const last = this.durable.at(-1);
    return Promise.resolve({
      ...{ laneId: 1, run: 'p', partition: 0, term: 1, versionId: 1, stateId: 1, disputed: [] },
      ...{ position: last?.to ?? 0, commitNo: last?.commitNo ?? 0, head: last?.head ?? Buffer.alloc(32) },
    });
  }

  async load(...[, , delta]: Parameters<CommitStore['load']>): Promise<void> {
    for (const commit of this.durable) await delta({ commitNo: commit.to, from: commit.from, delta: commit.delta });
  }

  commit(_: unknown, commit: Commit): Promise<void> {
    return new Promise((resolve, reject) => {
      const succeed = (): void => {
        this.durable.push(commit);
        resolve();
      };
      this.sent.push({ commit, succeed, fail: () => reject(new Error('the connection is gone')) });
    });
  }

  checkpoint(...[, { images }]: Parameters<CommitStore['checkpoint']>): ReturnType<CommitStore['checkpoint']> {
    this.images.push(...images);
    return Promise.resolve({ gone: [], last: undefined });
  }

  quarantined(_: string, positions: readonly number[]): Promise<Retries> {
    this.asked.push({ positions, durable: this.durable.length });
    return Promise.resolve(new Map());
  }

  asStore(): CommitStore {
    return this as unknown as CommitStore;
  }
}

export function openLane(store: HeldStore): Promise<Lane> {
  const ports = { store: store.asStore(), idKey: Buffer.alloc(32, 1), owner: 'test', budget: new StateBudget(Infinity) };
  return Lane.open('p', () => Promise.resolve(testRun), ports);
}
