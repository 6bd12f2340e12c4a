import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { editPredict, predictText } from '../../../../src/cli/models/edit-predict.js';

const head = '# Payments\npipeline: p   # ours\n\nfeatures:\n  amount: event.amount      # as it comes\n';

describe('editing predict in place', () => {
  it('adds one at the end of a document that has none', () => {
    const edited = editPredict(head, { on: 'payment', model: 'forest', inputs: ['amount'], score: 'probabilities[1]' });
    expect(edited).toBe(`${head}\npredict:\n  on: payment\n  model: forest\n  inputs: [amount]\n  score: "probabilities[1]"\n`);
    expect(editPredict(head.trimEnd(), { model: 'forest' })).toBe(`${head.trimEnd()}\n\npredict:\n  model: forest\n`);
  });

  it('changes values alone: comments, order, layout and what stands behind stay', () => {
    const text = `${head}predict:\n    score: variable      # the price\n    model: old.onnx      # a file\n    inputs:\n      - a\n      - b   # second\n\n# the end\n`;
    expect(editPredict(text, { model: 'forest', inputs: ['x', 'z'], score: 'probabilities[1]' })).toBe(
      `${head}predict:\n    score: "probabilities[1]" # the price\n    model: forest        # a file\n    inputs: [x, z]\n\n# the end\n`,
    );
  });

  it('adds what is missing behind what is there', () => {
    const text = `${head}predict:\n  model: m # now\n  # soon more\nwindows: []\n`;
    const edited = editPredict(text, { on: 'payment', score: 'sum' });
    expect(edited).toBe(`${head}predict:\n  model: m # now\n  on: payment\n  score: sum\n  # soon more\nwindows: []\n`);
  });

  it.each([
    ['a flow map', 'predict: { model: m, inputs: ["a*"] } # all\n', 'predict: { model: m2, inputs: [a, b], score: s } # all\n'],
    ['an empty value', 'predict:\nwindows: []\n', 'predict:\n  model: m2\n  inputs: [a, b]\n  score: s\nwindows: []\n'],
    ['an empty map', 'predict: {}\n', 'predict:\n  model: m2\n  inputs: [a, b]\n  score: s\n'],
    ['empty settings', 'predict:\n  model:\n  score:   # later\n', 'predict:\n  model: m2\n  score: s   # later\n  inputs: [a, b]\n'],
    ['a block text', 'predict:\n  score: >\n    old +\n    older\n  model: m\n', 'predict:\n  score: s\n  model: m2\n  inputs: [a, b]\n'],
  ])('edits %s', (_, before, after) => {
    expect(editPredict(head + before, { model: 'm2', inputs: ['a', 'b'], score: 's' })).toBe(head + after);
  });

  it('writes texts that YAML would take for something else between quotes', () => {
    const settings = { model: 'no', inputs: ['true', 'a'], score: 'a["b"] # c', decision: "score >= 0.5 ? 'it\\'s' : 'ok'" };
    expect(parse(editPredict(head, settings))).toMatchObject({ predict: settings });
  });

  it('breaks a long list into lines that read the same', () => {
    const inputs = Array.from({ length: 40 }, (_, i) => `customer_feature_${i}`);
    const edited = editPredict(head, { inputs });
    expect(parse(edited)).toMatchObject({ predict: { inputs } });
    expect(Math.max(...edited.split('\n').map((line) => line.length))).toBeLessThan(141);
  });

  it('gives up on a form that it cannot edit, and says what to write', () => {
    expect(() => editPredict('{"pipeline": "p"}', { model: 'forest' })).toThrow(/write into it\npredict:\n {2}model: forest/);
  });

  it('shows predict as it is written', () => {
    expect(predictText(`${head}predict:\n  model: m # one\n\nwindows: []\n`)).toBe('predict:\n  model: m # one');
  });
});
