import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkDocument } from '../../../../src/definition/index.js';
import { changed, example, files, small } from '../documents.js';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../contracts/pipeline.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);
const takes = (text: string) => validate(parse(text));

describe('the contract of the pipeline document', () => {
  it('takes the example, and the small document', () => {
    expect([takes(example), validate.errors]).toEqual([true, null]);
    expect([takes(small), validate.errors]).toEqual([true, null]);
  });

  it('describes everything that can be set', () => {
    const bare: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [name, member] of Object.entries((node as { properties?: object }).properties ?? {}))
        if (!('description' in member) && !('$ref' in member)) bare.push(`${path}/${name}`);
      for (const [name, member] of Object.entries(node)) visit(member, `${path}/${name}`);
    };
    visit(schema, '');
    expect(bare).toEqual([]);
  });

  it.each([
    ['pipeline: small', 'pipeline: small\nextra: 1'],
    ['key: customer }', 'key: customer, extra: 1 }'],
    ['matures: 7d', 'matures: 7d, extra: 1'],
    ['over: [1d, 7d]', 'over: [1d, 7d], extra: 1'],
    ['n: count()', 'n: { value: count(), extra: 1 }'],
    ['  model: m', '  model: m\n  extra: 1'],
    ['  model: m', '  model: m\n  fallback: { after: 80ms, score: "1.0", extra: 1 }'],
    ['"event.amount >= 0.0"', '{ rule: event.amount >= 0.0, extra: 1 }'],
    ['pipeline: small\n', ''],
    ['id: tx, ', ''],
    ['schema: payment.json, ', ''],
    ['matures: 7d', 'matures: a week'],
    ['n: count()', 'n: quantile(event.amount)'],
    ['per: customer, ', ''],
    ['match: tx, ', ''],
    ['per: customer', 'per: []'],
    ['over: [1d, 7d]', 'over: []'],
    ['inputs: [amount, "n_*"]', 'inputs: []'],
    ['{ n: count(), mean_amount: mean(event.amount) }', '{}'],
    ['  model: m\n', ''],
    ['features:\n  amount:', 'features:\n  amount-eur:'],
  ])('refuses %j as %j, as the check does', (from, to) => {
    const text = changed(from, to);
    expect(takes(text)).toBe(false);
    expect(checkDocument(text, (path) => files[path]).faults).not.toEqual([]);
  });

  it.each([
    ['per: customer', 'per: [customer, terminal]'],
    ['over: [1d, 7d]', 'over: 7d'],
    ['[ "event.amount >= 0.0" ]', '[ { rule: event.amount >= 0.0, reason: amounts are not negative } ]'],
    ['mean(event.amount)', '{ value: mean(event.amount), empty: 0 }'],
    ['  model: m', '  model: m\n  decision: "score >= 0.5 ? \'a\' : \'b\'"\n  fallback: { after: 80ms, score: "0.5" }'],
    ['  inputs: [amount, "n_*"]\n', ''],
    ['  on: payment\n', ''],
    ['predict:', 'source: other-log\npredict:'],
    ['time: at, key: customer }', 'key: customer }'],
    ['time: at, key: customer }', 'time: at, key: customer, lateness: 0s, ahead: 1h30m }'],
  ])('takes %j as %j, as the check does', (from, to) => {
    const text = changed(from, to);
    expect([takes(text), validate.errors]).toEqual([true, null]);
    expect(checkDocument(text, (path) => files[path]).faults).toEqual([]);
  });
});
