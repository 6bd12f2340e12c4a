import type { Tensor } from '../domain/tensor.js';
import type { ModelVersion } from '../ports/model-registry.port.js';
import type { RuntimeModel } from '../ports/model-runtime.port.js';
import type { ServedModel, TensorAnswer, TensorRequest } from '../ports/scoring.port.js';
import { TensorCheck } from './check-tensors.js';

/** A version that is open here; it is closed once nobody uses it any more. */
export class ServedVersion {
  readonly model: ServedModel;
  private readonly check: TensorCheck;
  private underWay = 0;
  private retired = false;

  constructor(
    readonly of: ModelVersion,
    private readonly runtime: RuntimeModel,
  ) {
    const { name, version, format } = of;
    this.model = { name, version, format, inputs: runtime.inputs, outputs: runtime.outputs };
    this.check = new TensorCheck(name, this.model);
  }

  /** Errors: see `Scoring.infer`. */
  async infer({ inputs, outputs, deadlineMs }: Pick<TensorRequest, 'inputs' | 'outputs' | 'deadlineMs'>): Promise<TensorAnswer> {
    this.check.check(inputs);
    const wanted = this.check.wanted(outputs);
    this.underWay++;
    try {
      return { model: this.model, outputs: await this.runtime.infer(inputs, wanted, deadlineMs) };
    } finally {
      this.underWay--;
      if (this.retired) await this.closeIfIdle();
    }
  }

  /** Runs tensors that others sent to the version before: what is compiled or read at a first call is so now. */
  async warm(samples: readonly (readonly Tensor[])[]): Promise<void> {
    for (const inputs of samples) await this.infer({ inputs });
  }

  /** Takes no new call from now on; what is under way ends, then it is closed. */
  async retire(): Promise<void> {
    this.retired = true;
    await this.closeIfIdle();
  }

  private async closeIfIdle(): Promise<void> {
    if (this.underWay > 0) return;
    this.retired = false;
    await this.runtime.close();
  }
}
