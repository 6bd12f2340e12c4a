import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoundEvent, type BoundPlan, type EventValue, MillraceError, type Plan, bindPlan } from '../../../src/definition/index.js';
import { changed, examplePlan, paymentWith, planOf, small } from './documents.js';

const bound = (text = small, schemas?: Readonly<Record<string, string>>) => bindPlan(planOf(text, schemas));
const eventOf = (plan: BoundPlan, type = 'payment') => plan.events.get(type) as BoundEvent;
const good = { tx: 'a', at: '2026-01-31T09:30:00Z', customer: 'c', terminal: 7, amount: 57.16, count: 3 };
const code = (run: () => unknown): string => {
  try {
    return String(run());
  } catch (error) {
    return error instanceof MillraceError ? `${error.kind} ${error.code}` : String(error);
  }
};

describe('validate', () => {
  const event = eventOf(bound());

  it.each([57.16, 0.07, 1.1, -0.01, 1e15, 249_868_289.37, 0.1 + 0.2])('takes %d, a multiple of 0.01', (amount) => {
    expect(event.validate({ ...good, amount })).toBeUndefined();
  });

  it('takes every amount of cents there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
        expect(event.validate({ ...good, amount: cents / 100 })).toBeUndefined();
      }),
    );
  });

  it.each([
    [{ ...good, amount: 57.163 }, '/amount', 'multiple of 0.01'],
    [{ ...good, amount: 57.160_001 }, '/amount', 'multiple of 0.01'],
    [{ ...good, amount: 249_868_289.371 }, '/amount', 'multiple of 0.01'],
    [{ ...good, amount: '57.16' }, '/amount', 'number'],
    [{ ...good, count: 1.5 }, '/count', 'integer'],
    [{ ...good, amuont: 1 }, '', 'amount'],
    [{ ...good, card: { brand: 1 } }, '/card/brand', 'string'],
    [{ ...good, at: '2026-02-30T00:00:00Z' }, '/at', 'date-time'],
    [{ ...good, at: '2026-01-31 09:30:00Z' }, '/at', 'date-time'],
    [{ ...good, at: '2016-12-31T23:59:60Z' }, '/at', 'date-time'],
    [{ ...good, tx: undefined }, '', 'tx'],
    [null, '', 'object'],
  ])('refuses %j', (value, path, message) => {
    expect(event.validate(value)).toMatchObject([{ path, message: expect.stringContaining(message) as string }]);
  });

  it('names the values of an enum, and the nearest name at the place of an unknown one', () => {
    const fields = { kind: { enum: ['in', 'out'] }, card: { $ref: '#/$defs/card' } };
    const schema = JSON.parse(paymentWith(fields)['payment.json']) as object;
    const text = JSON.stringify({ ...schema, $defs: { card: { type: 'object', additionalProperties: false, properties: { brand: { type: 'string' } } } } });
    const strict = eventOf(bound(small, { ...paymentWith({}), 'payment.json': text }));
    expect(strict.validate({ ...good, kind: 'up' })).toMatchObject([{ message: expect.stringContaining('"in","out"') as string }]);
    expect(strict.validate({ ...good, card: { brnad: 'x' } })).toMatchObject([{ path: '/card', message: expect.stringContaining('"brand"') as string }]);
  });

  it('lets the time be left out where the caller may, and nothing else', () => {
    const { at: _, ...timeless } = good;
    expect(event.validate(timeless)).toHaveLength(1);
    expect(event.validateTimeless(timeless)).toBeUndefined();
    expect(event.validateTimeless({ ...timeless, at: 5 })).toHaveLength(1);
    expect(event.validateTimeless({ at: good.at })).toHaveLength(1);
  });
});

describe('an event', () => {
  const event = eventOf(bound());

  it('has its id, time and key', () => {
    expect([event.id(good), event.timeUs(good), event.key(good)]).toEqual(['a', Date.UTC(2026, 0, 31, 9, 30) * 1_000, 'c']);
    expect([event.type, event.latenessUs, event.aheadUs]).toEqual(['payment', 600_000_000, 300_000_000]);
  });

  it('has none where the field is absent or the type has none', () => {
    expect([event.id({}), event.timeUs({}), event.key({})]).toEqual([undefined, undefined, undefined]);
    expect(eventOf(bound(), 'chargeback').id({ tx: 'a' })).toBeUndefined();
    expect(eventOf(bound(), 'chargeback').key({ tx: 'a' })).toBeUndefined();
  });

  it('gives numbers of keys as texts', () => {
    expect(eventOf(bound(changed('key: customer }', 'key: terminal }'))).key(good)).toBe('7');
  });

  it('outside the years 1970 to 2254 is refused', () => {
    expect(code(() => event.timeUs({ at: '2255-01-01T00:00:00Z' }))).toBe('poison time_out_of_range');
  });

  it('reads a path of several steps', () => {
    const nested = eventOf(bound(changed('key: customer }', 'key: card.brand }')));
    expect([nested.key({ ...good, card: { brand: 'v' } }), nested.key(good)]).toEqual(['v', undefined]);
  });
});

describe('brokenRule', () => {
  const event = eventOf(
    bound(changed('[ "event.amount >= 0.0" ]', '[ "event.amount >= 0.0", { rule: event.count / (event.count - 5) < 100, reason: odd count } ]')),
  );

  it('gives the reason of the first rule that is broken', () => {
    expect([good, { ...good, amount: -0.01 }, { ...good, amount: -1, count: 5 }].map((value) => event.brokenRule(value))).toEqual([
      undefined,
      'event.amount >= 0.0',
      'event.amount >= 0.0',
    ]);
  });

  it('fails where a rule cannot be evaluated', () => {
    expect(code(() => event.brokenRule({ ...good, count: 5 }))).toBe('poison rule_failed');
    expect(code(() => event.brokenRule({}))).toBe('poison rule_failed');
  });
});

describe('an outcome', () => {
  const { outcome } = eventOf(bound(), 'chargeback');

  it('has its match and its value', () => {
    expect([outcome?.match({ tx: 'a' }), outcome?.value({ fraud: 1 }), outcome?.plan.of]).toEqual(['a', 1, 'payment']);
  });

  it('without them is refused', () => {
    expect([code(() => outcome?.match({})), code(() => outcome?.value({}))]).toEqual(['poison field_absent', 'poison field_absent']);
  });
});

describe('the features of an event', () => {
  it('of the example: amount, weekend, night', () => {
    const plan = bindPlan(examplePlan());
    const features = (occurred_at: string, amount = 57.16) => {
      const into = new Float64Array(5).fill(9);
      plan.eventFeatures({ occurred_at, amount }, into, 1);
      return [...into];
    };
    expect(features('2026-01-31T06:59:59.999Z')).toEqual([9, 57.16, 1, 1, 9]);
    expect(features('2026-02-01T07:00:00Z')).toEqual([9, 57.16, 1, 0, 9]);
    expect(features('2026-02-02T00:00:00Z')).toEqual([9, 57.16, 0, 1, 9]);
    // It is Monday there and Sunday in UTC.
    expect(features('2026-02-02T01:00:00+02:00')).toEqual([9, 57.16, 1, 0, 9]);
    expect(features('1970-01-01T00:00:00Z')).toEqual([9, 57.16, 0, 1, 9]);
  });

  it('agree with Date on the day of the week and the hour', () => {
    const plan = bindPlan(examplePlan());
    const into = new Float64Array(3);
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2254-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
        plan.eventFeatures({ occurred_at: date.toISOString(), amount: 1 }, into, 0);
        expect([...into]).toEqual([1, [0, 6].includes(date.getUTCDay()) ? 1 : 0, date.getUTCHours() <= 6 ? 1 : 0]);
      }),
    );
  });

  it.each([
    ['event.rate / 0.0', { rate: 1 }, 'not_finite'],
    ['event.rate', { rate: Infinity }, 'not_finite'],
    ['event.rate', {}, 'field_absent'],
    ['event.count / event.count', { count: 0 }, 'expression_failed'],
  ])('%s of %j is refused: %s', (expression, values, expected) => {
    const plan = bound(changed('amount: event.amount', `amount: ${expression}`));
    expect(code(() => plan.eventFeatures(values, new Float64Array(1), 0))).toBe(`poison ${expected}`);
  });
});

describe('a group', () => {
  const inputsOf = (plan: BoundPlan, value: EventValue) => {
    const into = new Float64Array(plan.groups[0].plan.inputs.length);
    plan.groups[0].inputs(value, into);
    return [...into];
  };

  it.each([
    [57.16, 5716],
    [0.07, 7],
    [-57.16, -5716],
    [-0.01, -1],
    [1.1, 110],
    [4.35, 435],
    [0, 0],
    [-0, 0],
    [22_517_998_136_852.47, 2_251_799_813_685_247],
  ])('keeps %d as %d cents', (amount, cents) => {
    expect(inputsOf(bound(), { amount })).toEqual([cents]);
  });

  it('keeps every amount of cents exactly', () => {
    const plan = bound();
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (cents) => {
        expect(inputsOf(plan, { amount: cents / 100 })).toEqual([cents + 0]);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    [1e15, 'out_of_range'],
    [Infinity, 'not_finite'],
    [NaN, 'not_finite'],
  ])('refuses %d', (amount, expected) => {
    expect(code(() => inputsOf(bound(), { amount }))).toBe(`poison ${expected}`);
  });

  it('leaves the value of an outcome to whoever knows it, and gives what it is matched by', () => {
    const plan = bound(changed('mean(event.amount)', 'mean(chargeback.value)'));
    expect(inputsOf(plan, good)).toEqual([NaN]);
    expect(plan.groups[0].matches(good)).toEqual(['a']);
    expect(bound().groups[0].matches(good)).toEqual([]);
    expect(bound().groups[1].matches(good)).toEqual(['a']);
  });

  it('takes a truth value for 0 or 1', () => {
    const plan = bound(changed('mean(event.amount)', 'sum(event.contactless)'));
    expect([inputsOf(plan, { contactless: true }), inputsOf(plan, { contactless: false })]).toEqual([[1], [0]]);
  });

  it('has a key, of several fields one that no others share', () => {
    const plan = bound(changed('per: customer', 'per: [a, b]'), paymentWith({ a: { type: 'string' }, b: { type: 'string' } }));
    const key = (value: EventValue) => plan.groups[0].key(value);
    expect(bound().groups[0].key(good)).toBe('c');
    expect(key({ ...good, a: 'x', b: 'y' })).toBe(key({ a: 'x', b: 'y' }));
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.string(), fc.string()), ([a, b], [c, d]) => {
        expect(key({ a, b }) === key({ a: c, b: d })).toBe(a === c && b === d);
      }),
      {
        examples: [
          [
            ['x","y', 'z'],
            ['x', 'y","z'],
          ],
          [
            ['', 'ab'],
            ['a', 'b'],
          ],
        ],
      },
    );
  });

  it('without its key is refused, and not counted under "undefined"', () => {
    expect(code(() => bound().groups[0].key({ tx: 'a' }))).toBe('poison field_absent');
  });
});

describe('predict', () => {
  const predict = (more: string) => bound(changed('  model: m', `  model: m\n${more}`)).predict as NonNullable<BoundPlan['predict']>;

  it('gives score, decision and fallback of the example', () => {
    const { predict: example } = bindPlan(examplePlan());
    const outputs = { probabilities: { data: new Float32Array([0.9, 0.1, 0.5, 0.5]), width: 2 } };
    expect(example?.outputs).toEqual(['probabilities']);
    // The float64 of the float32, not 0.1.
    expect([0, 1].map((row) => example?.score(outputs, row))).toEqual([Math.fround(0.1), 0.5]);
    expect([0.49, 0.5].map((score) => example?.decision(score, good))).toEqual(['pass', 'review']);
    expect([220, 220.01].map((amount) => example?.fallback?.score({ ...good, amount }))).toEqual([0.01, 0.9]);
    expect(example?.fallback?.afterUs).toBe(80_000);
  });

  it('decides by the event too', () => {
    const { decision } = predict("  decision: \"score > 0.5 && event.amount > 10.0 ? 'review' : 'pass'\"");
    expect([decision(0.6, { amount: 11 }), decision(0.6, { amount: 9 })]).toEqual(['review', 'pass']);
  });

  it('has no decision and no fallback where the document has none', () => {
    expect(predict('').decision(1, good)).toBeUndefined();
    expect(predict('').fallback).toBeUndefined();
    expect(bound(small.slice(0, small.indexOf('predict:'))).predict).toBeUndefined();
  });

  it.each([
    ['NaN', { probabilities: { data: [0, NaN], width: 2 } }, 'not_finite'],
    ['infinity', { probabilities: { data: [0, Infinity], width: 2 } }, 'not_finite'],
    ['another width', { probabilities: { data: [0.5], width: 1 } }, 'model_output'],
    ['another name', { scores: { data: [0, 0.5], width: 2 } }, 'model_output'],
  ])('refuses %s', (_, outputs, expected) => {
    expect(code(() => predict('').score(outputs, 0))).toBe(`poison ${expected}`);
  });
});

describe('bindPlan', () => {
  it('refuses a plan that no check could have made', () => {
    const plan = planOf(small);
    const broken: Plan = { ...plan, features: [{ name: 'a', kind: 'event', expression: 'event.nothing' }, ...plan.features.slice(1)] };
    expect(code(() => bindPlan(broken))).toBe('fatal plan_broken');
    expect(code(() => bindPlan({ ...plan, on: 'other' }))).toBe('fatal plan_broken');
  });

  it('needs nothing but the plan as JSON', () => {
    const plan = bindPlan(JSON.parse(JSON.stringify(examplePlan())) as Plan);
    const into = new Float64Array(3);
    plan.eventFeatures({ occurred_at: '2026-01-31T00:00:00Z', amount: 5 }, into, 0);
    expect([...into]).toEqual([5, 1, 1]);
  });
});
