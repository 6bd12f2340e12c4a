import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Plan, canonicalJson, checkDocument } from '../../../../src/definition/index.js';
import { changed, chargebackWith, example, exampleFile, examplePlan, planOf, small } from '../documents.js';

const DAY_US = 86_400_000_000;
const MINUTE_US = 60_000_000;

const vectorOf = (plan: Plan) => plan.vector.map((f) => plan.features[f].name);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function exampleWith(from: string, to: string): Plan {
  if (!example.includes(from)) throw new Error(`the example has no ${from}`);
  return checkDocument(example.replace(from, to), exampleFile).plan as Plan;
}

describe('the plan of the example', () => {
  const plan = examplePlan();

  it('has the vector in the order of the model', () => {
    const { input } = JSON.parse(exampleFile('model-card.json') as string) as { input: { order: string[] } };
    expect(vectorOf(plan)).toEqual(input.order);
    expect(vectorOf(plan)).toMatchInlineSnapshot(`
      [
        "amount",
        "weekend",
        "night",
        "customer_tx_count_1d",
        "customer_avg_amount_1d",
        "customer_tx_count_7d",
        "customer_avg_amount_7d",
        "customer_tx_count_30d",
        "customer_avg_amount_30d",
        "terminal_tx_count_1d",
        "terminal_risk_1d",
        "terminal_tx_count_7d",
        "terminal_risk_7d",
        "terminal_tx_count_30d",
        "terminal_risk_30d",
      ]
    `);
  });

  it('keeps each group as long as its windows look back', () => {
    expect(plan.groups.map((group) => ({ ...group, windows: undefined }))).toEqual([
      {
        name: 'payment/customer',
        of: 'payment',
        per: ['customer'],
        inputs: [{ kind: 'decimal', expression: 'event.amount', digits: 2 }],
        outcomes: [],
        retentionUs: 30 * DAY_US + 10 * MINUTE_US,
      },
      {
        name: 'payment/terminal',
        of: 'payment',
        per: ['terminal'],
        inputs: [{ kind: 'outcome', outcome: 'chargeback', unknown: 0, digits: 0 }],
        outcomes: ['chargeback'],
        retentionUs: 37 * DAY_US + 10 * MINUTE_US,
      },
    ]);
    expect(plan.groups[1].windows[1]).toEqual({
      label: '7d',
      overUs: 7 * DAY_US,
      delayUs: 7 * DAY_US,
      aggregates: [
        { feature: 'terminal_tx_count_7d', operation: 'count', input: -1 },
        { feature: 'terminal_risk_7d', operation: 'mean', input: 0, empty: 0 },
      ],
    });
  });

  it('points from each feature of a window to its aggregate', () => {
    for (const feature of plan.features) {
      if (feature.kind === 'window') expect(plan.groups[feature.group].windows[feature.window].aggregates[feature.aggregate].feature).toBe(feature.name);
    }
  });

  it('is expanded: nothing is left to defaults', () => {
    expect(plan.events.map((event) => ({ ...event, schema: undefined }))).toEqual([
      {
        type: 'payment',
        id: 'tx',
        time: 'occurred_at',
        key: 'customer',
        latenessUs: 10 * MINUTE_US,
        aheadUs: 5 * MINUTE_US,
        rules: [{ expression: 'event.amount >= 0.0', reason: 'event.amount >= 0.0' }],
      },
      {
        type: 'chargeback',
        time: 'reported_at',
        latenessUs: 10 * MINUTE_US,
        aheadUs: 5 * MINUTE_US,
        rules: [],
        outcome: { of: 'payment', match: 'tx', value: 'event.fraud', unknown: 0, maturesUs: 7 * DAY_US },
      },
    ]);
    expect(plan).toMatchObject({ format: 1, pipeline: 'card-fraud', source: 'payments', on: 'payment' });
    expect(plan.predict).toEqual({
      on: 'payment',
      model: 'card-fraud.onnx',
      score: 'probabilities[1]',
      decision: "score >= 0.5 ? 'review' : 'pass'",
      fallback: { afterUs: 80_000, score: 'event.amount > 220.0 ? 0.9 : 0.01' },
    });
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    expect(structuredClone(plan)).toEqual(plan);
  });
});

describe('the hash of a plan', () => {
  const plan = examplePlan();

  it('is that of the canonical plan without its hashes', () => {
    const { hash, stateHash: _, ...body } = plan;
    expect(hash).toBe(sha256(canonicalJson(body)));
  });

  it.each([
    ['a comment', '# Card payments', '# Payments by card'],
    [
      'the order of keys',
      '    id: tx                              # the same id with the same content again is a duplicate\n    time: occurred_at\n',
      '    time: occurred_at\n    id: tx\n',
    ],
    ['the form of YAML', 'over: [1d, 7d, 30d]', 'over:\n      - 1d\n      - "7d"\n      - 30d'],
    ['another way to write a duration', 'lateness: 10m', 'lateness: 600s'],
    ['a default written out', 'pipeline: card-fraud', 'pipeline: "card-fraud"'],
  ])('does not change with %s', (_, from, to) => {
    expect(exampleWith(from, to)).toEqual(plan);
  });

  it('changes with the model, which leaves the state as it is', () => {
    const other = exampleWith('model: card-fraud.onnx', 'model: other');
    expect(other.hash).not.toBe(plan.hash);
    expect(other.stateHash).toBe(plan.stateHash);
  });

  it.each([
    ['the decision', "score >= 0.5 ? 'review'", "score >= 0.6 ? 'review'"],
    ['the inputs', '"customer_*", "terminal_*"]', '"terminal_*", "customer_*"]'],
  ])('leaves the state as it is with %s', (_, from, to) => {
    const other = exampleWith(from, to);
    expect([other.hash === plan.hash, other.stateHash === plan.stateHash]).toEqual([false, true]);
  });

  it.each([
    ['a feature of the event, on which an event can fail', 'night: event.occurred_at.getHours() <= 6', 'night: event.occurred_at.getHours() <= 5'],
    ['a window', 'over: [1d, 7d, 30d]', 'over: [1d, 8d, 30d]'],
    ['the lateness', 'lateness: 10m', 'lateness: 11m'],
    ['a rule', '"event.amount >= 0.0"', '"event.amount > 0.0"'],
    ['what an outcome is', 'unknown: 0', 'unknown: 1'],
    ['the id', 'id: tx ', 'id: terminal '],
    ['how long an outcome may take', 'matures: 7d', 'matures: 6d'],
  ])('says that state cannot be shared after a change of %s', (_, from, to) => {
    expect(exampleWith(from, to).stateHash).not.toBe(plan.stateHash);
  });
});

describe('windows', () => {
  it('of the same entity share its group and its inputs', () => {
    const plan = planOf(
      changed(
        'predict:',
        '  - { of: payment, per: customer, over: [30d], delay: 1d, features: { late_sum: sum(event.amount), most: { value: max(event.count), empty: -1 } } }\npredict:',
      ),
    );
    expect(plan.groups.filter(({ windows }) => windows.length > 0)).toHaveLength(1);
    expect(plan.groups[0]).toMatchObject({
      inputs: [
        { kind: 'decimal', expression: 'event.amount', digits: 2 },
        { kind: 'decimal', expression: 'event.count', digits: 0 },
      ],
      retentionUs: 31 * DAY_US + 10 * MINUTE_US,
      windows: [
        { label: '1d' },
        { label: '7d' },
        {
          label: '30d',
          delayUs: DAY_US,
          aggregates: [
            { operation: 'sum', input: 0 },
            { operation: 'max', input: 1, empty: -1 },
          ],
        },
      ],
    });
  });

  it('over several fields name them all', () => {
    expect(planOf(changed('per: customer', 'per: [customer, terminal]')).groups[0]).toMatchObject({
      name: 'payment/customer+terminal',
      per: ['customer', 'terminal'],
    });
  });

  it.each([
    ['event.amount', { kind: 'decimal', digits: 2 }],
    ['event.count', { kind: 'decimal', digits: 0 }],
    ['event.count * 2', { kind: 'decimal', digits: 0 }],
    ['event.amount > 10.0', { kind: 'decimal', digits: 0 }],
    ['event.rate', { kind: 'double' }],
    ['event.amount * 2.0', { kind: 'double' }],
    ['double(event.quarter)', { kind: 'double' }],
  ])('keep %s as %j', (expression, input) => {
    expect(planOf(changed('mean(event.amount)', `"sum( ${expression} )"`)).groups[0].inputs).toEqual([{ expression, ...input }]);
  });

  it.each([
    ['event.fraud', {}, 'unknown: 0', { unknown: 0, digits: 0 }],
    ['event.share', {}, 'unknown: 0', { unknown: 0 }],
    ['event.share', { share: { type: 'number', multipleOf: 0.001 } }, 'unknown: 0.5', { unknown: 0.5, digits: 3 }],
    ['event.fraud > 0', {}, 'unknown: 0', { unknown: 0, digits: 0 }],
    ['event.fraud', {}, 'unknown: 0.5', { unknown: 0.5 }],
  ])('keep the outcome %s (%j, %s) as %j', (value, fields, unknown, input) => {
    const text = changed('mean(event.amount)', 'mean(chargeback.value)').replace('event.fraud', value).replace('unknown: 0', unknown);
    expect(planOf(text, chargebackWith(fields)).groups[0].inputs).toEqual([{ kind: 'outcome', outcome: 'chargeback', ...input }]);
  });
});

describe('an outcome', () => {
  const hidden = {
    name: 'match/chargeback',
    of: 'payment',
    per: ['customer'],
    inputs: [{ kind: 'outcome', outcome: 'chargeback', unknown: 0, digits: 0 }],
    windows: [],
    outcomes: ['chargeback'],
    retentionUs: 7 * DAY_US + 10 * MINUTE_US,
  };

  it('that no window reads has a hidden group to be matched in', () => {
    expect(planOf(small).groups.slice(1)).toEqual([hidden]);
  });

  it('that matures later than its windows look back has one too', () => {
    const text = changed('mean(event.amount)', 'mean(chargeback.value)');
    expect(planOf(text.replace('7d]', '6d]')).groups.slice(1)).toEqual([hidden]);
    expect(planOf(text).groups.slice(1)).toEqual([]);
    expect(planOf(text.replace('matures: 7d', 'matures: 8d')).groups.slice(1)).toEqual([{ ...hidden, retentionUs: 8 * DAY_US + 10 * MINUTE_US }]);
  });
});

describe('rules', () => {
  it('give their own text as the reason, or the one they are told to', () => {
    const plan = planOf(changed('[ "event.amount >= 0.0" ]', '[ "event.amount >= 0.0", { rule: event.count > 0, reason: counts begin at one } ]'));
    expect(plan.events[0].rules).toEqual([
      { expression: 'event.amount >= 0.0', reason: 'event.amount >= 0.0' },
      { expression: 'event.count > 0', reason: 'counts begin at one' },
    ]);
  });
});

describe('inputs', () => {
  it.each([
    ['[amount, "n_*"]', ['amount', 'n_1d', 'n_7d']],
    ['["*_7d", "*"]', ['n_7d', 'mean_amount_7d', 'amount', 'n_1d', 'mean_amount_1d']],
    ['[n_7d, amount]', ['n_7d', 'amount']],
    ['["*"]', ['amount', 'n_1d', 'mean_amount_1d', 'n_7d', 'mean_amount_7d']],
    ['["mean*_1d"]', ['mean_amount_1d']],
  ])('%s', (inputs, names) => {
    expect(vectorOf(planOf(changed('[amount, "n_*"]', inputs)))).toEqual(names);
  });

  it('are all features where the document computes features only', () => {
    expect(vectorOf(planOf(small.slice(0, small.indexOf('predict:'))))).toEqual(['amount', 'n_1d', 'mean_amount_1d', 'n_7d', 'mean_amount_7d']);
  });
});

describe('a source', () => {
  it('has the name of the pipeline where the document gives none', () => {
    expect([planOf(small).source, planOf(`source: payments\n${small}`).source]).toEqual(['small', 'payments']);
  });
});
