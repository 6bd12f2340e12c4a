import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../../../src/definition/index.js';
import { stateCosts } from '../../../../src/processing/domain/index.js';
import { schemaOf } from './oracle/spec.js';

const document = (window: string): string => `
pipeline: p
events: { payment: { schema: event.json, id: id, time: at, key: customer, lateness: 1h } }
windows:
  - { of: payment, per: customer, over: [1d], features: { n: count(), total: sum(event.amount), top: { value: max(event.raw), empty: 0 } }${window} }`;

function costOf(window: string): ReturnType<typeof stateCosts>[number] {
  const { plan, faults } = checkDocument(document(window), schemaOf);
  if (!plan) throw new Error(JSON.stringify(faults));
  return stateCosts(plan)[0];
}

describe('the state that a plan costs', () => {
  it('counts the head of a key and the columns of an event', () => {
    const cost = costOf('');
    // 80 for the table, 5 fields, 2 edges and 1 sum; time, position, two inputs and the share of a summary.
    expect(cost).toMatchObject({ group: 'payment/customer', key_bytes: 80 + 8 * 8, event_bytes: 4 * 8 + 1, kept_seconds: 25 * 3600 });
    expect(cost.formula).toBe('144 + 33 · events');
    expect(cost.features.map(({ feature, formula }) => `${feature}: ${formula}`)[0]).toBe('n_1d: 0');
  });

  it('tells what bounds it', () => {
    expect(costOf(', maxEventsPerKey: 100').formula).toBe('144 + 33 · min(events, 100)');
    expect(costOf(', resolution: 1h').formula).toContain('tiles');
  });
});
