import { MillraceError } from '../../definition/index.js';
import type { AuditTrail } from '../../governance/index.js';
import type { Intake, IntakeReceipt, LogReader, LogRecord } from '../../ingestion/index.js';
import { DISPOSITIONS, type Disposition, PREDICTED, type Run } from '../domain/index.js';
import type { QuarantineKeeper } from '../ports/quarantine-keeper.port.js';
import type { RecordReader, StoredPrediction, StoredSetAside } from '../ports/record-reader.port.js';
import { CommitWait } from './wait-for-commit.js';
import type { Waiters } from './waiters.js';

interface QuarantinePorts {
  /** `accept` of the straight line. */
  accept(intake: Intake): Promise<IntakeReceipt>;
  readonly log: LogReader;
  readonly reader: RecordReader;
  readonly keeper: QuarantineKeeper;
  readonly waiters: Waiters;
  readonly audit: AuditTrail;
  readonly deadlineMs: number;
}

/** A quarantined record with what the log has of it. */
export interface QuarantinedEvent {
  readonly aside: StoredSetAside;
  readonly record: LogRecord;
}

/** What became of the record that tried a quarantined one again. */
export interface RetryResult {
  /** Of the new record. */
  readonly position: number;
  /** Undefined when it was not committed within the deadline: it is in the log and will be. */
  readonly disposition: Disposition | undefined;
  readonly prediction: StoredPrediction | undefined;
  /** Why it was set aside again. */
  readonly aside: StoredSetAside | undefined;
}

/** Quarantined records: look at one, try it again as it was or mended, give it up. Every act stands in the audit trail before it is done. */
export class Quarantine {
  private readonly commits: CommitWait;

  constructor(private readonly ports: QuarantinePorts) {
    this.commits = new CommitWait(ports.waiters, ports.reader);
  }

  /** Error: `not_quarantined` (poison). */
  async find(run: Run, position: number): Promise<QuarantinedEvent> {
    const aside = await this.ports.reader.setAsideAt(run.name, position);
    const [record] = aside?.disposition === 'quarantined' ? await this.ports.log.read(run.log, 0, position, 1) : [];
    if (aside && record) return { aside, record };
    throw new MillraceError(
      'not_quarantined',
      'poison',
      `no record at position ${position} of "${run.name}" is quarantined: list those that are (millrace quarantine list ${run.name})`,
    );
  }

  /**
   * Appends a record that names the quarantined one, and waits for its commit. The log keeps both; the first stays quarantined in the books.
   * @param mended the event as it should have been; absent: as it was.
   * Errors: `not_quarantined`, `already_retried`, `quarantine_dropped`, `retry_unchanged`, and what the door refuses (poison).
   */
  retry(run: Run, position: number, actor: string, mended?: Buffer): Promise<RetryResult> {
    return this.ports.waiters.during(async () => {
      const { aside, record } = await this.find(run, position);
      checkOpen(run, aside);
      // Its features stand in the state as they were: another event would be answered with the vector of this one.
      if (mended && (await this.ports.keeper.quarantined(run.name, [position])).get(position)?.vector)
        throw new MillraceError('retry_unchanged', 'poison', 'the model failed on this event, whose features stand: try it again without a changed event');
      await this.ports.audit.record({
        actor,
        action: 'quarantine.retry',
        subject: run.name,
        details: { position, code: aside.code, mended: mended !== undefined },
      });
      const retry = mended ? { of: position } : { of: position, digest: record.digest };
      const receipt = await this.ports.accept({ log: run.log, type: record.type, entries: [mended ?? Buffer.from(record.body)], timeless: true, retry });
      return this.result(run, receipt);
    });
  }

  /** Marks a record as given up: it is not listed as open any more. Errors: `not_quarantined`, `already_retried`, `quarantine_dropped` (poison). */
  async drop(run: Run, position: number, actor: string): Promise<void> {
    const { aside } = await this.find(run, position);
    checkOpen(run, aside);
    await this.ports.audit.record({ actor, action: 'quarantine.drop', subject: run.name, details: { position, code: aside.code } });
    await this.ports.keeper.drop(run.name, position);
  }

  private async result(run: Run, { refused: [refusal], firstPosition }: IntakeReceipt): Promise<RetryResult> {
    if (refusal) throw new MillraceError(refusal.code, 'poison', refusal.message, { details: { faults: refusal.faults } });
    const position = firstPosition ?? -1;
    const told = await this.commits.told(run.name, position, this.ports.deadlineMs);
    if (!told) return { position, disposition: undefined, prediction: undefined, aside: undefined };
    const { reader } = this.ports;
    const prediction = told.prediction ?? (told.unsure ? await reader.predictionAt(run.name, position) : undefined);
    const aside = prediction ? undefined : await reader.setAsideAt(run.name, position);
    const disposition = prediction ? (DISPOSITIONS[PREDICTED] as Disposition) : (aside?.disposition ?? (await reader.dispositionAt(run.name, position)));
    return { position, disposition, prediction, aside };
  }
}

function checkOpen(run: Run, { position, retriedBy, dropped }: StoredSetAside): void {
  if (retriedBy !== undefined)
    throw new MillraceError(
      'already_retried',
      'poison',
      `the record at position ${position} of "${run.name}" was tried again at position ${retriedBy}: try that one`,
      {
        details: { retried_by: retriedBy },
      },
    );
  if (dropped) throw new MillraceError('quarantine_dropped', 'poison', `the record at position ${position} of "${run.name}" was given up: send its event anew`);
}
