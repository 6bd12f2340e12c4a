import { MillraceError, type ModelOutputs } from '../../definition/index.js';
import type { ScoreOptions } from '../ports/models.port.js';
import type { OpenModels } from './open-models.js';
import { runBatches } from './run-batches.js';

/** Scores rows with an open model. Errors: see `Models.score`. */
export class ScoreBatch {
  constructor(private readonly open: OpenModels) {}

  async run(handle: string, rows: Float64Array, width: number, options: ScoreOptions = {}): Promise<ModelOutputs> {
    const model = this.open.get(handle);
    if (!model) throw new MillraceError('model_not_loaded', 'retryable', `the model ${handle} is not loaded here`);
    const { inputs, outputs, fixedBatch, name } = model.loaded;
    if (width !== inputs.width || rows.length % width !== 0) {
      throw new MillraceError(
        'model_signature_mismatch',
        'poison',
        `the model "${name}" was loaded for rows of ${inputs.width} values, and got ${rows.length} values in rows of ${width}`,
      );
    }
    const untilMs = options.deadlineMs === undefined ? undefined : performance.now() + options.deadlineMs;
    return runBatches(model.runtime, { values: rows, width, outputs }, { mostRows: model.runtime.mostRows, fixedBatch, untilMs });
  }
}
