import type { AggregatePlan, BoundEvent, BoundPlan, EventValue, GroupPlan, InputPlan, Plan, WindowPlan } from '../../../../src/definition/index.js';

export const DAY_US = 86_400_000_000;
const MINUTE_US = 60_000_000;

/** A small plan bound by hand: payments per customer and, delayed, per terminal with the outcome of a chargeback. Times are µs numbers. */
export function fraudPlan(
  options: { windows?: readonly number[]; delayUs?: number; latenessUs?: number; maturesUs?: number; doubles?: boolean } = {},
): BoundPlan {
  const { windows = [DAY_US, 7 * DAY_US], delayUs = 7 * DAY_US, latenessUs = 10 * MINUTE_US, maturesUs = 7 * DAY_US } = options;
  const amount: InputPlan = options.doubles ? { kind: 'double', expression: 'event.amount' } : { kind: 'decimal', expression: 'event.amount', digits: 2 };
  const outcome: InputPlan = { kind: 'outcome', outcome: 'chargeback', unknown: 0, digits: 0 };
  const longest = Math.max(...windows);
  const customer = group('customer', [amount], windows, 0, longest + latenessUs, [], ['count', 'sum', 'mean', 'min', 'max']);
  const terminal = group('terminal', [outcome], windows, delayUs, longest + delayUs + latenessUs, ['chargeback'], ['count', 'mean']);
  const groups = [customer, terminal];
  const features = groups.flatMap((one, g) =>
    one.windows.flatMap((window, w) =>
      window.aggregates.map((aggregate, a) => ({ name: aggregate.feature, kind: 'window' as const, group: g, window: w, aggregate: a })),
    ),
  );
  const payment = { type: 'payment', schema: {}, id: 'tx', time: 't', key: 'customer', latenessUs, aheadUs: 5 * MINUTE_US, rules: [] };
  const chargeback = {
    type: 'chargeback',
    schema: {},
    time: 't',
    latenessUs: 0,
    aheadUs: 5 * MINUTE_US,
    rules: [],
    outcome: { of: 'payment', match: 'tx', value: 'event.fraud', unknown: 0, maturesUs },
  };
  const plan: Plan = {
    ...{
      format: 1,
      pipeline: 'p',
      source: 'p',
      events: [payment, chargeback],
      groups,
      features,
      vector: features.map((_, i) => i),
      on: 'payment',
      hash: '00',
      stateHash: '00',
    },
    predict: { on: 'payment', model: 'm', score: 'score' },
  };
  return {
    plan,
    events: new Map([
      ['payment', boundEvent('payment', latenessUs, { id: (event) => String(event.tx) })],
      [
        'chargeback',
        boundEvent('chargeback', 0, { outcome: { plan: chargeback.outcome, match: (event) => String(event.tx), value: (event) => Number(event.fraud) } }),
      ],
    ]),
    groups: [
      {
        plan: customer,
        key: (event) => String(event.customer),
        matches: () => [],
        texts: () => [],
        inputs: (event, into) => void (into[0] = options.doubles ? Number(event.amount) : Math.round(Number(event.amount) * 100)),
      },
      { plan: terminal, key: (event) => String(event.terminal), matches: (event) => [String(event.tx)], texts: () => [], inputs: () => undefined },
    ],
    eventFeatures: () => undefined,
    predict: { outputs: ['score'], score: () => 0, decision: () => undefined },
  };
}

function group(
  per: string,
  inputs: InputPlan[],
  overs: readonly number[],
  delayUs: number,
  retentionUs: number,
  outcomes: string[],
  operations: AggregatePlan['operation'][],
): GroupPlan {
  const windows: WindowPlan[] = overs.map((overUs) => ({
    ...{ label: `${overUs}us`, overUs, delayUs },
    aggregates: operations.map((operation) => ({
      feature: `${per}_${operation}_${overUs}`,
      operation,
      input: operation === 'count' ? -1 : 0,
      ...(operation === 'count' || operation === 'sum' ? {} : { empty: 0 }),
    })),
  }));
  return { name: `payment/${per}`, of: 'payment', per: [per], inputs, windows, outcomes, retentionUs };
}

function boundEvent(type: string, latenessUs: number, more: Partial<BoundEvent>): BoundEvent {
  return {
    ...{
      type,
      latenessUs,
      aheadUs: 5 * MINUTE_US,
      validate: () => undefined,
      validateTimeless: () => undefined,
      id: () => undefined,
      brokenRule: (event: EventValue) => (event.refuse ? 'refused by rule' : undefined),
    },
    timeUs: (event) => event.t as number | undefined,
    key: (event) => event.customer as string | undefined,
    ...more,
  };
}
