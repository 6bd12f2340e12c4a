import { Controller, Get, Inject } from '@nestjs/common';
import { HealthCheck, type HealthCheckResult, HealthCheckService, type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../governance/index.js';
import { type Check, HealthChecks } from '../../application/health-checks.js';

/** Probes: alive (the process answers), started (database and log are there), ready (every lane runs and its model is loaded). */
@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(HealthChecks) private readonly checks: HealthChecks,
  ) {}

  @Get('live')
  @HealthCheck()
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  @Get('startup')
  @HealthCheck()
  startup(): Promise<HealthCheckResult> {
    return this.health.check([async () => this.indicate(await this.checks.database())]);
  }

  @Get('ready')
  @HealthCheck()
  async ready(): Promise<HealthCheckResult> {
    const checks = [await this.checks.database(), ...(await this.checks.pipelines())];
    return this.health.check(checks.map((check) => () => this.indicate(check)));
  }

  private indicate({ name, up, message }: Check): HealthIndicatorResult {
    const indicator = this.indicators.check(name);
    return up ? indicator.up() : indicator.down(message === undefined ? {} : { message });
  }
}
