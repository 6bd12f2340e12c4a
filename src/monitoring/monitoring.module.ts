import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { register } from 'prom-client';
import { HealthController } from './adapters/http/health.controller.js';
import { MetricsController } from './adapters/http/metrics.controller.js';
import { PageController } from './adapters/http/page.controller.js';
import { StatusController } from './adapters/http/status.controller.js';
import { HealthChecks } from './application/health-checks.js';
import { LagMetrics } from './application/lag-metrics.js';
import { PipelineMetrics } from './application/pipeline-metrics.js';
import { Readiness } from './application/readiness.js';

/** Probes, status and the page. Reads what the other modules offer; nobody depends on it. */
@Module({})
export class MonitoringModule {
  /** @param config.faces whether it shows more than probes and metrics. */
  static forRoot({ faces }: { readonly faces: boolean } = { faces: true }): DynamicModule {
    // One registry a process: an application that starts after another has stopped begins anew.
    register.clear();
    return {
      module: MonitoringModule,
      imports: [TerminusModule.forRoot({ errorLogStyle: 'json', logger: false }), PrometheusModule.register({ controller: MetricsController })],
      controllers: faces ? [HealthController, StatusController, PageController] : [HealthController],
      providers: [HealthChecks, LagMetrics, PipelineMetrics, Readiness],
    };
  }
}
