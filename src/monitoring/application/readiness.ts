import { Inject, Injectable } from '@nestjs/common';
import { HealthChecks } from './health-checks.js';

/** How long what was found is told again: any number of watchers and probes cost one look. */
const FRESH_MS = 1000;

/** Whether this application is ready for requests: what `/health/ready` tells, as one answer. */
@Injectable()
export class Readiness {
  private draining = false;
  private found: { readonly atMs: number; readonly ready: Promise<boolean> } | undefined;

  constructor(@Inject(HealthChecks) private readonly checks: Pick<HealthChecks, 'database' | 'pipelines'>) {}

  async ready(): Promise<boolean> {
    if (this.draining) return false;
    if (!this.found || performance.now() - this.found.atMs > FRESH_MS) this.found = { atMs: performance.now(), ready: this.look() };
    return this.found.ready;
  }

  /** From now on nothing new should come. */
  drain(): void {
    this.draining = true;
  }

  private async look(): Promise<boolean> {
    const checks = [await this.checks.database(), ...(await this.checks.pipelines())];
    return checks.every(({ up }) => up);
  }
}
