import { bindEvent } from '../bind-event.js';
import { MillraceError } from '../error.js';
import type { EventPlan, Plan } from '../plan.js';
import { formatTimeUs } from '../time.js';
import type { Row, RowExpression } from './row-expression.js';

/** An event made from a row. */
export interface MappedEvent {
  readonly type: string;
  readonly event: Readonly<Record<string, unknown>>;
  /** Event time, µs; 0 where the type has none. */
  readonly timeUs: number;
  /** How long after the row's own event it happens; 0 for that event itself. */
  readonly afterUs: number;
}

/** Rows of a file to events: a pure function. */
export interface RowMap {
  /** The row's own events in the order of the map, then what it emits. `line` is that of the file. Errors (poison): `map_value`, `time_malformed`, `time_out_of_range`. */
  apply(row: Row, line?: number): MappedEvent[];
}

export type Fields = readonly MappedField[];

/** A field of an event; left out of it where `when` is there and false. */
export interface MappedField {
  readonly name: string;
  readonly value: RowExpression;
  readonly when?: RowExpression | undefined;
}

/** An event that every row makes. */
export interface OwnEvent {
  readonly event: EventPlan;
  readonly fields: Fields;
}

/** An event that a row announces for later. */
export interface Emission {
  readonly event: EventPlan;
  readonly when: RowExpression | undefined;
  readonly afterUs: number;
  readonly fields: Fields;
}

/** Emissions happen after the first of the row's own events. */
export function rowMap(own: readonly OwnEvent[], emissions: readonly Emission[]): RowMap {
  const makers = own.map(({ event, fields }) => ({ fields, bound: bindEvent(event) }));
  return {
    apply(row, line = 0) {
      const events: MappedEvent[] = [];
      for (const { fields, bound } of makers) {
        const event = build(fields, row, line);
        events.push({ type: bound.type, event, timeUs: bound.timeUs(event) ?? 0, afterUs: 0 });
      }
      for (const emission of emissions) if (!emission.when || emission.when(row, line) === true) events.push(emitted(emission, row, line, events[0].timeUs));
      return events;
    },
  };
}

function emitted({ event, fields, afterUs }: Emission, row: Row, line: number, startUs: number): MappedEvent {
  const value = build(fields, row, line);
  const timeUs = startUs + afterUs;
  if (event.time !== undefined && value[event.time] === undefined) value[event.time] = formatTimeUs(timeUs);
  return { type: event.type, event: value, timeUs, afterUs };
}

function build(fields: Fields, row: Row, line: number): Record<string, unknown> {
  const event: Record<string, unknown> = {};
  for (const { name, value, when } of fields) if (!when || when(row, line) === true) event[name] = value(row, line);
  return event;
}

/** Error: `type_unknown` (poison). */
export function eventOf(plan: Plan, type: string): EventPlan {
  const event = plan.events.find((one) => one.type === type);
  if (!event) throw new MillraceError('type_unknown', 'poison', `the pipeline has no event type "${type}"`);
  return event;
}
