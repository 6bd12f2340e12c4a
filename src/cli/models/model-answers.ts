/** Answers of `/v1/registry`, as far as the commands read them. */

export interface ModelVersionAnswer {
  readonly name: string;
  readonly version: number;
  readonly digest: string;
  readonly format: string;
  readonly size_bytes: number;
  readonly registered_at: string;
}

interface Tensor {
  readonly name: string;
  readonly type: string | null;
  readonly shape: readonly (number | null)[];
}

export interface ModelAnswer extends ModelVersionAnswer {
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

export const MODELS_PATH = '/v1/registry/models';
