import { MillraceError, type ModelOutputs } from '../../definition/index.js';
import { GuardedCalls, type Refusal } from '../../platform/calls/index.js';
import { type Tensor, asFloats, elementsOf } from '../domain/tensor.js';
import type { ModelTensor, RuntimeModel } from '../ports/model-runtime.port.js';
import type { ModelServer, ServedSignature } from '../ports/model-server.port.js';

/** Calls of one model under way at once; what waits beyond is refused, as it would be late anyway. */
export const MOST_CALLS = 32;
const MOST_WAITING = 1024;
/** Where the caller names no deadline. */
const DEADLINE_MS = 30_000;
const OPEN_MS = 10_000;
const OUTAGES_IN_A_ROW = 5;
const REST_MS = 2_000;
/** The batch invariance of a model is checked up to this size. */
const MOST_ROWS = 256;

/** Opens a model on another server: it is asked now, not at the first request, what it takes and gives. Errors: see `ModelRuntime.open`. */
export async function openRemote(server: ModelServer, name: string): Promise<RuntimeModel> {
  try {
    return new RemoteModel(server, name, await server.signature(OPEN_MS));
  } catch (error) {
    server.close();
    throw error;
  }
}

class RemoteModel implements RuntimeModel {
  readonly mostRows = MOST_ROWS;
  readonly inputs: readonly ModelTensor[];
  readonly outputs: readonly ModelTensor[];
  private readonly calls: GuardedCalls;

  constructor(
    private readonly server: ModelServer,
    private readonly name: string,
    { inputs, outputs }: ServedSignature,
  ) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.calls = new GuardedCalls({
      mostAtOnce: MOST_CALLS,
      mostWaiting: MOST_WAITING,
      outagesInARow: OUTAGES_IN_A_ROW,
      restMs: REST_MS,
      isOutage: (error) => hasCode(error, 'model_unavailable') || hasCode(error, 'model_deadline'),
      // A model keeps nothing of a call: it may be made twice. After a deadline there is no time for it.
      mayRepeat: (error) => hasCode(error, 'model_unavailable'),
      refused: (why) => refusal(why, name),
    });
  }

  async run(rows: Float64Array, width: number, outputs: readonly string[], deadlineMs?: number): Promise<ModelOutputs> {
    const count = rows.length / width;
    const [{ name, type }] = this.inputs;
    const tensor: Tensor = type === 'float64' ? { name, type, shape: [count, width], data: rows } : floats(name, rows, [count, width]);
    const results = await this.infer([tensor], outputs, deadlineMs);
    return Object.fromEntries(results.map((result) => [result.name, outputOf(result, count)]));
  }

  async infer(inputs: readonly Tensor[], outputs: readonly string[], deadlineMs = DEADLINE_MS): Promise<Tensor[]> {
    const answered = await this.calls.run(deadlineMs, (leftMs) => this.server.infer(inputs, outputs, leftMs));
    return outputs.map((name) => this.checked(name, answered));
  }

  async close(): Promise<void> {
    this.server.close();
  }

  private checked(name: string, answered: readonly Tensor[]): Tensor {
    const output = answered.find((tensor) => tensor.name === name);
    const told = this.outputs.find((tensor) => tensor.name === name);
    if (!output) throw garbage(this.name, `no output "${name}"`);
    if (told?.type !== undefined && told.type !== output.type) throw garbage(this.name, `"${name}" as ${output.type}, where it told ${told.type}`);
    if (elementsOf(name, output.shape) !== output.data.length) throw garbage(this.name, `${output.data.length} values of "${name}" in another shape`);
    return output;
  }
}

function floats(name: string, rows: Float64Array, shape: number[]): Tensor {
  return { name, type: 'float32', shape, data: Float32Array.from(rows) };
}

function outputOf(result: Tensor, rows: number): ModelOutputs[string] {
  if (result.data.length % rows !== 0 || (result.shape[0] ?? rows) !== rows)
    throw garbage('of the pipeline', `another number of rows than the ${rows} it was given`);
  return { data: asFloats(result), width: result.data.length / rows };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof MillraceError && error.code === code;
}

function garbage(name: string, what: string): MillraceError {
  return new MillraceError('model_failed', 'retryable', `the server of the model "${name}" answered ${what}`);
}

function refusal(why: Refusal, name: string): MillraceError {
  if (why === 'full') return new MillraceError('model_busy', 'retryable', `more calls of the model "${name}" are waiting than can be answered in time`);
  if (why === 'late') return new MillraceError('model_deadline', 'retryable', 'the model did not answer in time: the call waited for others');
  return new MillraceError(
    'model_unavailable',
    'retryable',
    `the server of the model "${name}" failed ${OUTAGES_IN_A_ROW} times in a row and is left alone for ${REST_MS} ms`,
  );
}
