import type { EventValue } from '../../definition/index.js';
import type { BehindRow } from './group-state.js';
import type { LaneState } from './lane-state.js';

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
    const { input } = plan.groups[feature.group].windows[feature.window].aggregates[feature.aggregate];
    const key = groups[feature.group].key(event);
    const group = state.groups[feature.group];
    return [{ feature: feature.name, key, ...group.behind(group.keys.find(key), feature.window, timeUs, input, limit) }];
  });
}
