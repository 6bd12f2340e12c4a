import { MillraceError } from '../../definition/index.js';
import type { Refusal } from '../domain/refusal.js';
import type { AppendQueue } from './append-queue.js';
import type { DecodedEvents, Intake } from './decode-intake.js';

/** What the sender is told: everything counted in `accepted` is durable. */
export interface IntakeReceipt {
  readonly accepted: number;
  /** How many of the accepted the log had already from this producer. */
  readonly repeated: number;
  /** Position of the first accepted event; the others follow it densely where nothing was repeated. */
  readonly firstPosition: number | undefined;
  readonly appendedAtUs: number | undefined;
  readonly refused: readonly Refusal[];
}

/** Appends what was decoded; books what was refused. Errors (retryable): `intake_full`, `log_unavailable`, `draining`, `producer_gap`. */
export class IntakeAppender {
  private draining = false;

  constructor(private readonly queue: AppendQueue) {}

  async append(intake: Intake, decoded: DecodedEvents): Promise<IntakeReceipt> {
    if (this.draining) throw new MillraceError('draining', 'retryable', 'the application is shutting down');
    const { events, refused, lines } = decoded;
    const firstLine = intake.producer?.firstLine ?? 1;
    const producer = intake.producer && { name: intake.producer.name, firstLine, lastLine: firstLine + intake.entries.length - 1, lines };
    const receipt = await this.queue.append(intake.log, { events, refused, ...(producer ? { producer } : {}) });
    if (receipt.gapAfter !== undefined) {
      throw new MillraceError(
        'producer_gap',
        'retryable',
        `the log has lines of "${intake.producer?.name}" up to ${receipt.gapAfter}: go on from line ${receipt.gapAfter + 1}`,
        { details: { last_line: receipt.gapAfter } },
      );
    }
    return { accepted: receipt.records, repeated: receipt.repeated, firstPosition: receipt.firstPosition, appendedAtUs: receipt.appendedAtUs, refused };
  }

  /** Lets what is queued finish and takes nothing new. */
  async drain(): Promise<void> {
    this.draining = true;
    while (!this.queue.idle) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
