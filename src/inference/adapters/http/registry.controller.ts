import { Controller, Get, Headers, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MillraceError } from '../../../definition/index.js';
import { checkModelName } from '../../domain/model-name.js';
import { MODEL_REGISTRY, type ModelRegistry } from '../../ports/model-registry.port.js';
import { ModelAnswer, ModelListAnswer, ModelVersionsAnswer, modelAnswer, versionAnswer } from './model-answer.js';
import { readArtifact } from './read-artifact.js';

/** Models by name and version. A version never changes and never goes: predictions name it. */
@ApiTags('models')
@ApiBearerAuth()
@Controller('v1/registry/models')
export class RegistryController {
  constructor(@Inject(MODEL_REGISTRY) private readonly registry: ModelRegistry) {}

  @Post(':name')
  @ApiOperation({
    summary: 'Register a model',
    description: 'The bytes of an ONNX file, up to 512 MiB. They become the next version of the name; bytes that it has already answer the version they have.',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ type: ModelAnswer })
  async register(@Param('name') name: string, @Headers('content-length') length: string | undefined, @Req() request: { body: unknown }): Promise<ModelAnswer> {
    checkModelName(name);
    const model = await this.registry.register({ name, bytes: await readArtifact(request.body, length) });
    return modelAnswer(model, await this.registry.signature(model));
  }

  @Get()
  @ApiOperation({ summary: 'All models, each with its newest version' })
  @ApiOkResponse({ type: ModelListAnswer })
  async list(): Promise<ModelListAnswer> {
    return { models: (await this.registry.list()).map(versionAnswer) };
  }

  @Get(':name')
  @ApiOperation({ summary: 'The versions of a model, newest first' })
  @ApiOkResponse({ type: ModelVersionsAnswer })
  async versions(@Param('name') name: string): Promise<ModelVersionsAnswer> {
    return { name, versions: (await this.registry.versions(name)).map(versionAnswer) };
  }

  @Get(':name/versions/:version')
  @ApiOperation({ summary: 'One version, with what it takes and gives' })
  @ApiOkResponse({ type: ModelAnswer })
  async one(@Param('name') name: string, @Param('version') version: string): Promise<ModelAnswer> {
    checkModelName(name);
    const model = await this.registry.resolve(name, versionNumber(name, version));
    return modelAnswer(model, await this.registry.signature(model));
  }
}

/** PostgreSQL's integer is the most that a version can be. */
function versionNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new MillraceError('model_unknown', 'poison', `the model "${name}" has no version "${text.slice(0, 40)}": versions are whole numbers from 1`);
}
