export { monitoringSchemas } from './adapters/http/status-schemas.js';
export { HealthService } from './adapters/grpc/health-service.js';
export { Readiness } from './application/readiness.js';
export { MonitoringModule } from './monitoring.module.js';
