import type { BoundEvent, EventValue } from '../../definition/index.js';
import { HASH_BYTES, type PredictionIds } from './prediction-ids.js';
import type { LoggedRecord } from './step-result.js';

/** Fewer are as quickly hashed one by one. */
const FEWEST = 4;

/**
 * The parsed events of a batch, and the keyed hashes of their ids: hashed together they cost a third. Lists keep their room from batch to
 * batch; what stands behind the end of the last one is of an earlier one.
 */
export class BatchIds {
  private readonly events: (EventValue | undefined)[] = [];
  private readonly hashes: (Buffer | undefined)[] = [];
  private readonly places: number[] = [];
  private readonly rows: number[] = [];
  private readonly eventIds: string[] = [];

  constructor(
    private readonly ids: PredictionIds,
    private readonly types: readonly BoundEvent[],
  ) {}

  /** What cannot be read here has nothing here: whoever reads it again gets to know why. */
  begin(records: readonly LoggedRecord[]): void {
    const { events, hashes } = this;
    for (let i = 0; i < records.length; i++) {
      events[i] = records[i].event ?? parsed(records[i].body);
      hashes[i] = undefined;
      this.places[i] = 0;
    }
    if (records.length >= FEWEST) for (const bound of this.types) this.hashType(records, bound);
  }

  event(i: number): EventValue | undefined {
    return this.events[i];
  }

  /** The 10 bytes from `hashAt(i)` are the hash. */
  hash(i: number): Buffer | undefined {
    return this.hashes[i];
  }

  hashAt(i: number): number {
    return this.places[i];
  }

  private hashType(records: readonly LoggedRecord[], bound: BoundEvent): void {
    const { rows, eventIds } = this;
    let count = 0;
    for (let i = 0; i < records.length; i++) {
      const event = this.events[i];
      const eventId = event && records[i].type === bound.type ? bound.id(event) : undefined;
      if (eventId === undefined) continue;
      rows[count] = i;
      eventIds[count++] = eventId;
    }
    const all = this.ids.hashAll(bound.type, eventIds, count);
    for (let i = 0; i < count; i++) {
      this.hashes[rows[i]] = all;
      this.places[rows[i]] = i * HASH_BYTES;
    }
  }
}

function parsed(body: string): EventValue | undefined {
  try {
    return JSON.parse(body) as EventValue;
  } catch {
    return undefined;
  }
}
