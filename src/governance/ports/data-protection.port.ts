/**
 * Protects the fields that an event's schema marks with `x-protect`, before the event is stored anywhere. Promise: a schema whose
 * marks cannot be honoured is refused; no event passes unprotected that was to be protected.
 */
export interface DataProtection {
  /** Refuses a schema, when a pipeline is deployed, as `protect` would refuse its events. Error: `protection_not_available` (poison). */
  admit(schema: Readonly<Record<string, unknown>>): void;
  /** The event as it may be stored; not changed in place. Called for each event, so it does not await. Error: `protection_not_available` (poison). */
  protect<E>(event: E, schema: Readonly<Record<string, unknown>>): E;
}

export const DATA_PROTECTION = Symbol('DataProtection');
