import type { EventValue } from '../../definition/index.js';
import type { LaneState } from './lane-state.js';
import type { BehindRow } from './series.js';

/** What stands behind one window feature of one vector: events of the entity with a time in (fromUs, toUs]. */
export interface Behind {
  readonly feature: string;
  /** Value of the entity's key; several fields as a JSON array. */
  readonly key: string;
  readonly fromUs: number;
  readonly toUs: number;
  /** Oldest first, by event time and then log order; the newest ones where there are more than were asked for. */
  readonly rows: readonly BehindRow[];
  /** How many events the window covers. */
  readonly total: number;
}

/**
 * The events behind each window feature of the vector of `event`, a `plan.on` event at `timeUs` that the state holds already; at most
 * `limit` a feature. Nothing after it may have been applied.
 */
export function eventsBehind(state: LaneState, event: EventValue, timeUs: number, limit: number): Behind[] {
  const { plan, groups } = state.bound;
  return plan.vector.flatMap((f) => {
    const feature = plan.features[f];
    if (feature.kind !== 'window') return [];
    const { overUs, delayUs, aggregates } = plan.groups[feature.group].windows[feature.window];
    const toUs = timeUs - delayUs;
    const key = groups[feature.group].key(event);
    const found = state.groups[feature.group].of(key).behind(feature.window, timeUs, aggregates[feature.aggregate].input, limit);
    return [{ feature: feature.name, key, fromUs: toUs - overUs, toUs, ...found }];
  });
}
