import { type DynamicModule, Inject, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PostgresModelStore } from './adapters/postgres/postgres-model-store.adapter.js';
import { RUNTIMES } from './adapters/runtimes.js';
import { RegistryController } from './adapters/http/registry.controller.js';
import { DescribeModel } from './application/describe-model.js';
import { ListModels } from './application/list-models.js';
import { LoadModel } from './application/load-model.js';
import { OpenModels } from './application/open-models.js';
import { RegisterModel } from './application/register-model.js';
import { ResolveModel } from './application/resolve-model.js';
import { ScoreBatch } from './application/score-batch.js';
import type { InferenceConfig } from './inference.config.js';
import { MODEL_REGISTRY, type ModelRegistry } from './ports/model-registry.port.js';
import { MODEL_RUNTIME, type ModelRuntime } from './ports/model-runtime.port.js';
import { MODEL_STORE, type ModelStore } from './ports/model-store.port.js';
import { MODELS, type Models } from './ports/models.port.js';

/** Models and their registry. Needs a `DataSource` that is provided globally, with `inferenceMigrations` run. */
@Module({})
export class InferenceModule implements OnApplicationShutdown {
  constructor(@Inject(OpenModels) private readonly open: OpenModels) {}

  static forRoot(config: InferenceConfig = { runtime: 'onnx' }): DynamicModule {
    return { module: InferenceModule, global: true, controllers: [RegistryController], providers: providers(config), exports: [MODELS, MODEL_REGISTRY] };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.open.close();
  }
}

function providers(config: InferenceConfig): Provider[] {
  return [
    OpenModels,
    { provide: MODEL_RUNTIME, useFactory: () => RUNTIMES[config.runtime]() },
    { provide: MODEL_STORE, useFactory: (dataSource: DataSource) => new PostgresModelStore(dataSource), inject: [DataSource] },
    { provide: MODEL_REGISTRY, useFactory: registry, inject: [MODEL_STORE, MODEL_RUNTIME] },
    { provide: MODELS, useFactory: models, inject: [MODEL_REGISTRY, MODEL_STORE, MODEL_RUNTIME, OpenModels] },
  ];
}

function registry(store: ModelStore, runtime: ModelRuntime): ModelRegistry {
  const register = new RegisterModel(store, runtime);
  const resolve = new ResolveModel(store);
  const list = new ListModels(store);
  const describe = new DescribeModel(store, runtime);
  return {
    register: (model) => register.run(model),
    resolve: (name, version) => resolve.run(name, version),
    list: () => list.run(),
    versions: (name) => list.versions(name),
    signature: (model) => describe.run(model),
  };
}

function models(known: ModelRegistry, store: ModelStore, runtime: ModelRuntime, open: OpenModels): Models {
  const load = new LoadModel(known, store, runtime, open);
  const score = new ScoreBatch(open);
  return { load: (reference) => load.run(reference), score: (handle, rows, width, options) => score.run(handle, rows, width, options) };
}
