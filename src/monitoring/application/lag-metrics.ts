import { Inject, Injectable } from '@nestjs/common';
import { Gauge, register } from 'prom-client';
import { type PipelineStatus, PipelineStatuses } from '../../processing/index.js';

/** A log that does not answer by then is not waited for: what is not known is left out. */
const ANSWER_MS = 1000;

/** How far each run is behind its log, asked when somebody looks. */
@Injectable()
export class LagMetrics {
  private readonly end = new Gauge({
    name: 'millrace_log_end',
    help: 'Position that the next record of the log gets',
    labelNames: ['run'],
    registers: [register],
    collect: () => this.look(),
  });
  private readonly lag = new Gauge({
    name: 'millrace_lag_records',
    help: 'Records of the log that are not worked yet',
    labelNames: ['run'],
    registers: [register],
    collect: () => this.look(),
  });

  private looking: Promise<void> | undefined;

  constructor(@Inject(PipelineStatuses) private readonly statuses: Pick<PipelineStatuses, 'all'>) {}

  /** Once for all that is asked at a time. */
  private look(): Promise<void> {
    this.looking ??= this.ask().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async ask(): Promise<void> {
    const found = await Promise.race([this.statuses.all(), timeOut()]).catch((): PipelineStatus[] => []);
    this.end.reset();
    this.lag.reset();
    for (const { name, log_end: end, lag } of found) {
      this.end.set({ run: name }, end);
      this.lag.set({ run: name }, lag);
    }
  }
}

function timeOut(): Promise<PipelineStatus[]> {
  return new Promise((resolve) => {
    setTimeout(() => resolve([]), ANSWER_MS).unref();
  });
}
