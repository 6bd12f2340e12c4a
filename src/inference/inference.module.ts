import { type DynamicModule, Inject, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PostgresModelStore } from './adapters/postgres/postgres-model-store.adapter.js';
import { RuntimeOfFormat } from './adapters/runtimes.js';
import { RegistryController } from './adapters/http/registry.controller.js';
import { elsewhere } from './application/elsewhere.js';
import { DescribeModel } from './application/describe-model.js';
import { ListModels } from './application/list-models.js';
import { LoadModel } from './application/load-model.js';
import { OpenModels } from './application/open-models.js';
import { RegisterModel } from './application/register-model.js';
import { ServeModels } from './application/serve-models.js';
import { ResolveModel } from './application/resolve-model.js';
import { ScoreBatch } from './application/score-batch.js';
import type { InferenceConfig } from './inference.config.js';
import { MODEL_REGISTRY, type ModelRegistry } from './ports/model-registry.port.js';
import { MODEL_RUNTIME, type ModelRuntime } from './ports/model-runtime.port.js';
import { MODEL_STORE, type ModelStore } from './ports/model-store.port.js';
import { SCORING } from './ports/scoring.port.js';
import { MODELS, type Models } from './ports/models.port.js';

/** Models and their registry. Needs a `DataSource` that is provided globally, with `inferenceMigrations` run. */
@Module({})
export class InferenceModule implements OnApplicationShutdown {
  constructor(
    @Inject(OpenModels) private readonly open: OpenModels,
    @Inject(SCORING) private readonly scoring: ServeModels,
  ) {}

  static forRoot(config: InferenceConfig = { runtime: 'onnx', faces: true }): DynamicModule {
    return {
      module: InferenceModule,
      global: true,
      controllers: config.faces ? [RegistryController] : [],
      providers: providers(config),
      exports: [MODELS, MODEL_REGISTRY, SCORING],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.scoring.close();
    await this.open.close();
  }
}

function providers(config: InferenceConfig): Provider[] {
  return [
    OpenModels,
    { provide: MODEL_RUNTIME, useClass: RuntimeOfFormat },
    { provide: MODEL_STORE, useFactory: (dataSource: DataSource) => new PostgresModelStore(dataSource), inject: [DataSource] },
    {
      provide: MODEL_REGISTRY,
      useFactory: (store: ModelStore, runtime: ModelRuntime) => registry(store, runtime, config),
      inject: [MODEL_STORE, MODEL_RUNTIME],
    },
    {
      provide: SCORING,
      useFactory: (known: ModelRegistry, store: ModelStore, runtime: ModelRuntime) => new ServeModels(known, store, runtime),
      inject: [MODEL_REGISTRY, MODEL_STORE, MODEL_RUNTIME],
    },
    { provide: MODELS, useFactory: models, inject: [MODEL_REGISTRY, MODEL_STORE, MODEL_RUNTIME, OpenModels] },
  ];
}

function registry(store: ModelStore, runtime: ModelRuntime, config: InferenceConfig): ModelRegistry {
  const register = new RegisterModel(store, runtime);
  const resolve = new ResolveModel(
    store,
    elsewhere(config, (model) => register.run(model)),
  );
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
