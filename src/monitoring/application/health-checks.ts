import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { PipelineStatuses } from '../../processing/index.js';

const ANSWER_MS = 2000;

/** One thing that must work, and whether it does. */
export interface Check {
  readonly name: string;
  readonly up: boolean;
  readonly message?: string;
}

/** The truth about database, log, lanes and models, asked of each when a probe asks. */
@Injectable()
export class HealthChecks {
  constructor(
    @Inject(pg.Pool) private readonly pool: pg.Pool,
    @Inject(PipelineStatuses) private readonly statuses: PipelineStatuses,
  ) {}

  async database(): Promise<Check> {
    try {
      await Promise.race([this.pool.query('SELECT 1'), timeOut()]);
      return { name: 'database', up: true };
    } catch (error) {
      return { name: 'database', up: false, message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** The log answers for every source, each live lane runs, and its model is loaded. */
  async pipelines(): Promise<Check[]> {
    try {
      const all = await Promise.race([this.statuses.all(), timeOut()]);
      const live = all.filter((status) => status.live);
      return [
        { name: 'log', up: true },
        ...live.map(({ name, lane }) => ({
          name: `lane ${name}`,
          up: lane.state === 'running',
          ...(lane.state === 'running' ? {} : { message: lane.error?.message ?? `the lane is ${lane.state}` }),
        })),
        ...live
          .filter((status) => status.predicts)
          .map(({ name, model }) => ({ name: `model ${name}`, up: model !== null, ...(model ? {} : { message: 'the model is not loaded' }) })),
      ];
    } catch (error) {
      return [{ name: 'log', up: false, message: error instanceof Error ? error.message : String(error) }];
    }
  }
}

function timeOut(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${ANSWER_MS} ms`)), ANSWER_MS).unref();
  });
}
