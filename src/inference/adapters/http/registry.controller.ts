import { Controller, Get, Headers, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problems, schemaRef } from '../../../platform/http/index.js';
import { checkModelName, versionOf } from '../../domain/model-name.js';
import { MODEL_REGISTRY, type ModelRegistry } from '../../ports/model-registry.port.js';
import { type ModelAnswer, type ModelVersionAnswer, modelAnswer, versionAnswer } from './model-answer.js';
import { readArtifact } from './read-artifact.js';

const OF_NAMES = ['model_name_invalid', 'model_unknown', 'registry_unavailable'];
const MODEL_URI = {
  type: 'object',
  required: ['uri'],
  properties: { uri: { type: 'string', examples: ['tfserving+grpc://serving:8500/fraud/3', 'v2+http://triton:8000/fraud'] } },
};

/** Models by name and version. A version never changes and never goes: predictions name it. */
@ApiTags('models')
@ApiBearerAuth()
@Controller('v1/registry/models')
export class RegistryController {
  constructor(@Inject(MODEL_REGISTRY) private readonly registry: ModelRegistry) {}

  @Post(':name')
  @ApiOperation({
    summary: 'Register a model',
    description:
      'The bytes of an ONNX file, up to 512 MiB, or in JSON the URI of a model on another server: TensorFlow Serving or any that speaks the Open Inference Protocol. It becomes the next version of the name; what the name has already answers the version it has.',
  })
  @ApiConsumes('application/octet-stream', 'application/json')
  @ApiBody({ schema: { oneOf: [{ type: 'string', format: 'binary' }, MODEL_URI] } })
  @ApiCreatedResponse({ description: 'The version that has these bytes, or this URI', schema: schemaRef('Model') })
  @Problems(...OF_NAMES, 'malformed', 'model_too_large', 'model_unreadable', 'model_uri_invalid', 'model_unavailable')
  async register(@Param('name') name: string, @Headers('content-length') length: string | undefined, @Req() request: { body: unknown }): Promise<ModelAnswer> {
    checkModelName(name);
    const model = await this.registry.register({ name, ...(await readArtifact(request.body, length)) });
    return modelAnswer(model, await this.registry.signature(model));
  }

  @Get()
  @ApiOperation({ summary: 'All models, each with its newest version' })
  @ApiOkResponse({ description: 'By name', schema: schemaRef('ModelList') })
  @Problems('registry_unavailable')
  async list(): Promise<{ models: ModelVersionAnswer[] }> {
    return { models: (await this.registry.list()).map(versionAnswer) };
  }

  @Get(':name')
  @ApiOperation({ summary: 'The versions of a model, newest first' })
  @ApiOkResponse({ description: 'All of them', schema: schemaRef('ModelVersions') })
  @Problems(...OF_NAMES)
  async versions(@Param('name') name: string): Promise<{ name: string; versions: ModelVersionAnswer[] }> {
    return { name, versions: (await this.registry.versions(name)).map(versionAnswer) };
  }

  @Get(':name/versions/:version')
  @ApiOperation({ summary: 'One version, with what it takes and gives' })
  @ApiOkResponse({ description: 'The version', schema: schemaRef('Model') })
  @Problems(...OF_NAMES, 'model_unreadable', 'model_digest_mismatch', 'model_unavailable')
  async one(@Param('name') name: string, @Param('version') version: string): Promise<ModelAnswer> {
    checkModelName(name);
    const model = await this.registry.resolve(name, versionOf(name, version));
    return modelAnswer(model, await this.registry.signature(model));
  }
}
