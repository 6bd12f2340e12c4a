import type { BoundEvent, EventValue } from '../../definition/index.js';
import { HASH_BYTES, type PredictionIds } from './prediction-ids.js';
import type { LoggedRecord } from './step-result.js';

/** Fewer are as quickly hashed one by one. */
const FEWEST = 4;

/** The parsed events of a batch, and the keyed hashes of their ids: hashed together they cost a third. */
export class BatchIds {
  private readonly events: (EventValue | undefined)[] = [];
  private readonly hashes: (Buffer | undefined)[] = [];

  constructor(
    private readonly ids: PredictionIds,
    private readonly types: readonly BoundEvent[],
  ) {}

  /** What cannot be read here has nothing here: whoever reads it again gets to know why. */
  begin(records: readonly LoggedRecord[]): void {
    const { events, hashes } = this;
    events.length = 0;
    hashes.length = 0;
    for (let i = 0; i < records.length; i++) {
      events.push(records[i].event ?? parsed(records[i].body));
      hashes.push(undefined);
    }
    if (records.length >= FEWEST) for (const bound of this.types) this.hashType(records, bound);
  }

  event(i: number): EventValue | undefined {
    return this.events[i];
  }

  hash(i: number): Buffer | undefined {
    return this.hashes[i];
  }

  private hashType(records: readonly LoggedRecord[], bound: BoundEvent): void {
    const rows: number[] = [];
    const eventIds: string[] = [];
    for (let i = 0; i < records.length; i++) {
      const event = this.events[i];
      const eventId = event && records[i].type === bound.type ? bound.id(event) : undefined;
      if (eventId === undefined) continue;
      rows.push(i);
      eventIds.push(eventId);
    }
    const all = this.ids.hashAll(bound.type, eventIds);
    for (let i = 0; i < rows.length; i++) this.hashes[rows[i]] = all.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
  }
}

function parsed(body: string): EventValue | undefined {
  try {
    return JSON.parse(body) as EventValue;
  } catch {
    return undefined;
  }
}
