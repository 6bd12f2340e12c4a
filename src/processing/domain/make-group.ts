import type { EventPlan, GroupPlan } from '../../definition/index.js';
import { ExactGroup } from './exact-group.js';
import type { GroupState } from './group-state.js';
import { TiledGroup } from './tiled-group.js';

export function makeGroup(plan: GroupPlan, events: readonly EventPlan[]): GroupState {
  if (plan.resolutionUs === undefined) return new ExactGroup(plan);
  return new TiledGroup(plan, events.find((event) => event.type === plan.of)?.latenessUs ?? 0);
}
