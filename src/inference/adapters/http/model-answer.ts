import { ApiProperty } from '@nestjs/swagger';
import type { ModelSignature, ModelVersion } from '../../ports/model-registry.port.js';
import type { ModelTensor } from '../../ports/model-runtime.port.js';

/** A version of a model, as it is told over REST. */
export class ModelVersionAnswer {
  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ description: 'From 1, without a gap' })
  readonly version!: number;

  @ApiProperty({ description: 'SHA-256 of the file, hex; of a model on another server, of its URI' })
  readonly digest!: string;

  @ApiProperty({ enum: ['onnx', 'tensorflow-serving', 'open-inference'], description: 'What the artifact is: a file, or the URI of a model on another server' })
  readonly format!: string;

  @ApiProperty()
  readonly size_bytes!: number;

  @ApiProperty({ format: 'date-time' })
  readonly registered_at!: string;
}

export class TensorAnswer {
  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'Element type; null for what is no tensor' })
  readonly type!: string | null;

  @ApiProperty({ type: 'array', items: { type: 'number', nullable: true }, description: 'Sizes; null where the model leaves one open' })
  readonly shape!: (number | null)[];
}

/** The same with what the model takes and gives. */
export class ModelAnswer extends ModelVersionAnswer {
  @ApiProperty({ type: [TensorAnswer] })
  readonly inputs!: TensorAnswer[];

  @ApiProperty({ type: [TensorAnswer] })
  readonly outputs!: TensorAnswer[];
}

export class ModelListAnswer {
  @ApiProperty({ type: [ModelVersionAnswer], description: 'The newest version of every name' })
  readonly models!: ModelVersionAnswer[];
}

export class ModelVersionsAnswer {
  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ type: [ModelVersionAnswer], description: 'Newest first' })
  readonly versions!: ModelVersionAnswer[];
}

export function versionAnswer({ name, version, digest, format, sizeBytes, createdAt }: ModelVersion): ModelVersionAnswer {
  return { name, version, digest, format, size_bytes: sizeBytes, registered_at: createdAt.toISOString() };
}

export function modelAnswer(model: ModelVersion, { inputs, outputs }: ModelSignature): ModelAnswer {
  return Object.assign(versionAnswer(model), { inputs: inputs.map(tensorAnswer), outputs: outputs.map(tensorAnswer) });
}

function tensorAnswer({ name, type, shape }: ModelTensor): TensorAnswer {
  return { name, type: type ?? null, shape: shape.map((size) => size ?? null) };
}
