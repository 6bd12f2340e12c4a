import { Controller, Get, Headers, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { checkModelName, versionOf } from '../../domain/model-name.js';
import { MODEL_REGISTRY, type ModelRegistry } from '../../ports/model-registry.port.js';
import { ModelAnswer, ModelListAnswer, ModelVersionsAnswer, modelAnswer, versionAnswer } from './model-answer.js';
import { readArtifact } from './read-artifact.js';

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
  @ApiCreatedResponse({ type: ModelAnswer })
  async register(@Param('name') name: string, @Headers('content-length') length: string | undefined, @Req() request: { body: unknown }): Promise<ModelAnswer> {
    checkModelName(name);
    const model = await this.registry.register({ name, ...(await readArtifact(request.body, length)) });
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
    const model = await this.registry.resolve(name, versionOf(name, version));
    return modelAnswer(model, await this.registry.signature(model));
  }
}
