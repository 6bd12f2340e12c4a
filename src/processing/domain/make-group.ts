import type { GroupPlan } from '../../definition/index.js';
import { ExactGroup } from './exact-group.js';
import type { GroupState } from './group-state.js';

export function makeGroup(plan: GroupPlan): GroupState {
  return new ExactGroup(plan);
}
