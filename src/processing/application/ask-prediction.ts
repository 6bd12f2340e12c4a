import { MillraceError } from '../../definition/index.js';
import type { DecodedEvents, Intake, IntakeReceipt } from '../../ingestion/index.js';
import { PredictionIds, type Run, formatUuid, writePredictionId } from '../domain/index.js';
import type { RecordReader, StoredPrediction } from '../ports/record-reader.port.js';
import type { Waiting } from './backlog.js';
import { CommitWait, type Patience } from './wait-for-commit.js';
import type { Waiters } from './waiters.js';

interface AskPorts {
  /** `accept` of the straight line. */
  accept(intake: Intake): Promise<IntakeReceipt>;
  /** Its first part alone: what was sent, read and checked. */
  decode(intake: Intake): DecodedEvents;
  readonly reader: RecordReader;
  readonly waiters: Waiters;
  readonly idKey: Buffer;
  readonly deadlineMs: number;
  backlog(run: Run): Promise<Waiting>;
  /** False only where it is known that no event of this id was taken yet: nothing stored is looked for then. */
  mayKnow(run: Run, type: string, hash: Buffer, timeUs: number): boolean;
}

/** Events that come in an order enter the log in it: each waits for its turn, and gives it on when it is before the log. */
export interface Place {
  readonly turn: Promise<void>;
  readonly taken: () => void;
}

/**
 * Appends an event and waits for the commit of its own record: the answer is durable before it is given. An event that was answered
 * before gets the stored answer. Errors: `schema`, `malformed` and their kin; `late`, `future`, `rule`, `id_reused`, `model_failed` with
 * the record's disposition; `busy` (retryable) when it would wait longer than the deadline; `deadline` when it did: the event is in the
 * log and will be recorded; `cancelled` when the caller went away: the same.
 */
export class AskPrediction {
  private readonly commits: CommitWait;
  private readonly ids = new Map<string, PredictionIds>();

  constructor(private readonly ports: AskPorts) {
    this.commits = new CommitWait(ports.waiters, ports.reader);
  }

  /** @param event JSON text as bytes, or what it was parsed to. @param place where it stands among others that are asked for at the same time. */
  run(run: Run, event: Buffer | object, patience: Patience = {}, place?: Place): Promise<StoredPrediction> {
    return this.ports.waiters.during(() => this.ask(run, event, patience, place));
  }

  private async ask(run: Run, event: Buffer | object, patience: Patience, place?: Place): Promise<StoredPrediction> {
    const { ports } = this;
    const waitMs = Math.min(ports.deadlineMs, patience.waitMs ?? Infinity);
    if (!run.bound.predict)
      throw new MillraceError('no_prediction', 'poison', `the pipeline "${run.pipeline}" predicts nothing: its document has no predict section`);
    const intake: Intake = { log: run.log, type: run.bound.plan.on, entries: [event], timeless: true };
    const [sent] = ports.decode(intake).events;
    const asked = sent && this.identify(run, sent);
    const before = asked && (await this.storedBefore(run, asked));
    if (before) return before;
    const { records, perSecond, stalledMs } = await ports.backlog(run);
    if (records > perSecond * (waitMs / 1000) || stalledMs > waitMs)
      throw new MillraceError('busy', 'retryable', `${records} events are waiting before this one: try again in a moment`);
    // What was refused goes this way too: the door books it.
    await place?.turn;
    const accepted = ports.accept(intake);
    place?.taken();
    const receipt = await accepted;
    const position = positionOf(receipt);
    const told = await this.commits.told(run.name, position, waitMs, patience);
    if (told?.prediction) return told.prediction;
    const id = asked && idOf(asked, receipt.appendedAtUs);
    if (!told) {
      throw new MillraceError('deadline', 'retryable', 'the event is in the log and will be recorded; its prediction was not there in time', {
        details: { position, id },
      });
    }
    const own = told.unsure ? await predictionOf(run.name, position, id, ports.reader) : undefined;
    return own ?? outcomeOf(run.name, position, id, ports.reader);
  }

  private identify(run: Run, { type, event, digest }: DecodedEvents['events'][number]): Asked | undefined {
    const bound = run.bound.events.get(type);
    if (!bound) return undefined;
    let ids = this.ids.get(run.name);
    if (!ids) this.ids.set(run.name, (ids = new PredictionIds(this.ports.idKey, run.name)));
    return { type, digest, timeUs: bound.timeUs(event), hash: ids.hash(type, bound.id(event) ?? '') };
  }

  /** The answer that the same event got before; events without a time of their own have no id before they are in the log. */
  private async storedBefore(run: Run, asked: Asked): Promise<StoredPrediction | undefined> {
    const { type, hash, timeUs, digest } = asked;
    const id = timeUs !== undefined && this.ports.mayKnow(run, type, hash, timeUs) ? idOf(asked, undefined) : undefined;
    const stored = id === undefined ? undefined : await this.ports.reader.prediction(run.name, id);
    return stored?.digest.equals(digest) ? stored : undefined;
  }
}

/** What names an event, and with it its prediction. */
interface Asked {
  readonly type: string;
  readonly digest: Buffer;
  /** Undefined where the event has no time of its own. */
  readonly timeUs: number | undefined;
  readonly hash: Buffer;
}

/** @param arrivedAtUs the time of an event that has none of its own. */
function idOf({ timeUs, hash }: Asked, arrivedAtUs: number | undefined): string | undefined {
  const at = timeUs ?? arrivedAtUs;
  if (at === undefined) return undefined;
  const id = Buffer.alloc(16);
  writePredictionId(at, hash, 0, id, 0);
  return formatUuid(id);
}

function positionOf({ refused, firstPosition }: IntakeReceipt): number {
  const [refusal] = refused;
  if (refusal) throw new MillraceError(refusal.code, 'poison', refusal.message, { details: { faults: refusal.faults } });
  return firstPosition ?? -1;
}

/** By its id, which has an index of its own: positions have one of whole blocks, and the newest of those are read row by row. */
async function predictionOf(run: string, position: number, id: string | undefined, reader: RecordReader): Promise<StoredPrediction | undefined> {
  const stored = id === undefined ? undefined : await reader.prediction(run, id);
  return stored?.position === position ? stored : undefined;
}

/** What became of the record: the prediction of the same event sent before, or the reason why there is none. */
async function outcomeOf(run: string, position: number, id: string | undefined, reader: RecordReader): Promise<StoredPrediction> {
  const aside = await reader.setAsideAt(run, position);
  // A repeat is answered as its first was, and a quarantined one as the record that tried it again: each stands at another position.
  const next = aside?.disposition === 'duplicate' ? aside.firstPosition : aside?.retriedBy;
  if (next !== undefined && next !== position) return (await predictionOf(run, next, id, reader)) ?? outcomeOf(run, next, id, reader);
  if (aside) throw new MillraceError(aside.code, 'poison', aside.reason, { details: { disposition: aside.disposition, position } });
  const own = await reader.predictionAt(run, position);
  if (own) return own;
  throw new MillraceError('no_prediction', 'poison', `the event at position ${position} has no prediction`);
}
