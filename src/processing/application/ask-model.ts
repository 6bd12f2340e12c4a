import { MillraceError, type ModelOutputs } from '../../definition/index.js';
import type { Models } from '../../inference/index.js';

/** What a model made of some rows: outputs by row, and the rows without any, each with the reason. */
export interface Scores {
  /** Values of rows that failed are not a number. */
  readonly outputs: ModelOutputs;
  readonly failed: ReadonlyMap<number, MillraceError>;
}

export interface Question {
  readonly handle: string;
  /** Row-major, `width` doubles a row. */
  readonly rows: Float64Array;
  readonly width: number;
  /** How long the whole question may take, retries included, milliseconds. */
  readonly budgetMs: number;
}

/** Errors that say nothing of the rows: the lane cannot work with this model at all. */
const NOT_OF_THE_ROWS = new Set(['model_not_loaded', 'model_signature_mismatch', 'model_digest_mismatch']);

/**
 * Asks the model for all rows at once. Where that fails, halves are asked until the rows that cannot be scored stand alone, so that they
 * cost nobody else an answer; a row alone is asked twice. What is not answered within the budget counts as failed.
 */
export async function askModel(models: Models, question: Question): Promise<Scores> {
  const asking = new Asking(models, question);
  await asking.range(0, question.rows.length / question.width);
  return { outputs: asking.outputs, failed: asking.failed };
}

class Asking {
  outputs: Record<string, { data: ArrayLike<number>; width: number }> = {};
  readonly failed = new Map<number, MillraceError>();
  private readonly untilMs: number;

  constructor(
    private readonly models: Models,
    private readonly question: Question,
  ) {
    this.untilMs = performance.now() + question.budgetMs;
  }

  async range(from: number, to: number): Promise<void> {
    try {
      this.place(from, to, await this.score(from, to));
    } catch (error) {
      if (!(error instanceof MillraceError) || NOT_OF_THE_ROWS.has(error.code)) throw error;
      await this.smaller(from, to, error);
    }
  }

  private async smaller(from: number, to: number, error: MillraceError): Promise<void> {
    if (performance.now() >= this.untilMs) return this.fail(from, to, error);
    if (to - from > 1) {
      const middle = (from + to) >>> 1;
      await this.range(from, middle);
      return this.range(middle, to);
    }
    try {
      this.place(from, to, await this.score(from, to));
    } catch (again) {
      this.fail(from, to, again instanceof MillraceError ? again : error);
    }
  }

  /** The runtime is told its deadline; one that does not keep it is not waited for either. */
  private async score(from: number, to: number): Promise<ModelOutputs> {
    const { handle, rows, width } = this.question;
    const deadlineMs = Math.max(1, this.untilMs - performance.now());
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new MillraceError('model_deadline', 'retryable', 'the model did not answer in time')), deadlineMs);
    });
    try {
      return await Promise.race([this.models.score(handle, rows.subarray(from * width, to * width), width, { deadlineMs }), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private place(from: number, to: number, outputs: ModelOutputs): void {
    const count = this.question.rows.length / this.question.width;
    if (to - from === count) {
      this.outputs = outputs;
      return;
    }
    for (const [name, { data, width }] of Object.entries(outputs)) {
      const whole = (this.outputs[name] ??= { data: new Float64Array(count * width).fill(NaN), width });
      (whole.data as Float64Array).set(data, from * width);
    }
  }

  private fail(from: number, to: number, error: MillraceError): void {
    for (let row = from; row < to; row++) this.failed.set(row, error);
  }
}
