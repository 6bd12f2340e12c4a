import type { AggregatePlan, GroupPlan, InputPlan, Plan } from '../../definition/index.js';
import { MATCH_BYTES } from './match-table.js';
import { FIRST_INPUT, alwaysKnown, isInteger, layoutSeries } from './series-layout.js';
import { ROW_BYTES, TILE_BYTES } from './tiled-group.js';

/** What a group keeps in memory; about, where texts are kept. A block has up to a third of slack, which is not in here. */
export interface StateCost {
  readonly group: string;
  /** Bytes of a key, whatever it holds. */
  readonly key_bytes: number;
  /** Bytes of each event that is kept, or of each tile. */
  readonly event_bytes: number;
  /** Such as `152 + 32 · events`. */
  readonly formula: string;
  /** How long an event is kept, seconds. */
  readonly kept_seconds: number;
  /** What each feature adds for itself; the rest is shared by all features of the group. */
  readonly features: readonly { readonly feature: string; readonly formula: string }[];
}

/** Table entry, slot and address of a key; its text comes on top. */
const KEY_BYTES = 80;
const DOUBLE = 8;
const DISTINCT_BYTES = 40;
/** Summaries of extremes: one for 16 events, one for 16 of those, and so on. */
const SUMMARY_SHARE = 15;

export function stateCosts(plan: Plan): StateCost[] {
  return plan.groups.map((group) => (group.resolutionUs === undefined ? exactCost(group) : tiledCost(group)));
}

function exactCost(group: GroupPlan): StateCost {
  const { head, stride, extremes } = layoutSeries(group);
  const keyBytes = KEY_BYTES + head * DOUBLE;
  const eventBytes = Math.ceil(stride * DOUBLE + (extremes.length * DOUBLE) / SUMMARY_SHARE + group.outcomes.length * MATCH_BYTES);
  const most = group.maxEventsPerKey;
  const events = most === undefined ? 'events' : `min(events, ${most})`;
  return cost(group, keyBytes, eventBytes, `${keyBytes} + ${eventBytes} · ${events}`, featureFormula);
}

function tiledCost(group: GroupPlan): StateCost {
  const values = group.inputs.length * 2 * DOUBLE;
  const tileBytes = TILE_BYTES + values;
  const rows = group.windows.some(({ delayUs }) => delayUs === 0) ? ` + ${ROW_BYTES + values} · newest events` : '';
  const matches = group.outcomes.length > 0 ? ` + ${MATCH_BYTES} · events` : '';
  const formula = `${KEY_BYTES} + ${tileBytes} · tiles${rows}${matches}`;
  return cost(group, KEY_BYTES, tileBytes, formula, ({ operation }) => (operation === 'distinct' ? `${DISTINCT_BYTES} · values a tile` : '0'));
}

function cost(
  group: GroupPlan,
  keyBytes: number,
  eventBytes: number,
  formula: string,
  of: (aggregate: AggregatePlan, input: InputPlan | undefined) => string,
): StateCost {
  const features = group.windows.flatMap(({ aggregates }) =>
    aggregates.map((aggregate) => ({ feature: aggregate.feature, formula: of(aggregate, group.inputs[aggregate.input]) })),
  );
  return { group: group.name, key_bytes: keyBytes, event_bytes: eventBytes, formula, kept_seconds: group.retentionUs / 1_000_000, features };
}

function featureFormula({ operation, input }: AggregatePlan, read: InputPlan | undefined): string {
  if (!read) return '0';
  const sum = isInteger(read) ? DOUBLE : 3 * DOUBLE;
  const column = `${DOUBLE} · events (column ${FIRST_INPUT + input})`;
  const known = alwaysKnown(read) ? 0 : DOUBLE;
  switch (operation) {
    case 'count':
      return `${known} + ${column}`;
    case 'sum':
    case 'mean':
      return `${sum + known} + ${column}`;
    case 'variance':
    case 'stddev':
      return `${2 * sum + known} + ${column}`;
    case 'min':
    case 'max':
      return `${column} + ${DOUBLE} / ${SUMMARY_SHARE} · events`;
    case 'distinct':
      return `${column} + ${DISTINCT_BYTES} · values`;
    default:
      return column;
  }
}
