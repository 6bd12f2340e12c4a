import type { ModelTensor } from '../../inference/index.js';

/** A model as a pipeline needs to know it. */
export interface BindableModel {
  readonly name: string;
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
  /** Names of its inputs in order, where it knows them. */
  readonly features?: readonly string[] | undefined;
  readonly classes?: readonly string[] | undefined;
}
