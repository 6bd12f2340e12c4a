import { describe, expect, it } from 'vitest';
import { root, ruleNames, violationsIn, violationsOf } from './cruise.js';
import { allowedTree } from './mini-tree.js';
import { seeds } from './seeded-violations.js';

const texts = (violations: { text: string }[]) => violations.map(({ text }) => text);

describe('the boundaries of the house', () => {
  it('hold in src', async () => {
    expect(texts(await violationsIn(root))).toEqual([]);
  });

  it('allow every call the design allows', async () => {
    expect(texts(await violationsOf(allowedTree))).toEqual([]);
  });

  it('have a seeded violation for each rule, and no seed without a rule', () => {
    expect([...new Set(seeds.map(({ rule }) => rule))].toSorted()).toEqual(ruleNames.toSorted());
  });
});

describe('a seeded violation of', () => {
  it.each(seeds.map((seed) => ({ ...seed, where: Object.keys(seed.files)[0] })))('$rule in $where is found, and nothing else', async ({ rule, files }) => {
    const violations = await violationsOf({ ...allowedTree, ...files });
    expect([...new Set(violations.map((violation) => violation.rule))], texts(violations).join('\n')).toEqual([rule]);
  });
});
