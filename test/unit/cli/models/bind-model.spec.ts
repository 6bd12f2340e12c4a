import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bindModel } from '../../../../src/cli/models/bind-model.js';
import type { BindableModel } from '../../../../src/cli/models/bindable-model.js';

const schema = JSON.stringify({
  type: 'object',
  properties: {
    id: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    who: { type: 'string' },
    amount: { type: 'number' },
    distance: { type: 'number' },
  },
  required: ['id', 'at', 'who', 'amount', 'distance'],
});
const base = `pipeline: p
events:
  visit: { schema: visit.json, id: id, time: at, key: who }
features:
  amount: event.amount
  distance: event.distance
`;
const resolve = (path: string) => (path === 'visit.json' ? schema : undefined);
const tensor = (name: string, type: string | undefined, ...shape: (number | undefined)[]) => ({ name, type, shape });
const forest: BindableModel = {
  name: 'forest',
  inputs: [tensor('features', 'float32', undefined, 2)],
  outputs: [tensor('label', 'int64', undefined), tensor('probabilities', 'float32', undefined, 2)],
  classes: ['good', "it's bad"],
};
const bind = (predict: string, model: Partial<BindableModel> = {}, score?: string) => bindModel(base + predict, resolve, { ...forest, ...model }, score);
const predictOf = (text: string) => (parse(text) as { predict: unknown }).predict;

describe('binding a model to a pipeline', () => {
  it('writes all of predict where there is none, with the classes in the decision', () => {
    expect(predictOf(bind('', { features: ['distance', 'amount'] }).text)).toEqual({
      on: 'visit',
      model: 'forest',
      inputs: ['distance', 'amount'],
      score: 'probabilities[1]',
      decision: "score >= 0.5 ? 'it\\'s bad' : 'good'",
    });
  });

  it('keeps what fits: globs, score, decision, fallback', () => {
    const predict = `predict:\n  on: visit\n  model: old\n  inputs: ["*"]\n  score: probabilities[0]\n  decision: "score > 0.9 ? 'a' : 'b'"\n  fallback: { score: "0.5" }\n`;
    const { text, otherScore } = bind(predict, { features: ['amount', 'distance'] });
    expect([text, otherScore]).toEqual([base + predict.replace('old', 'forest'), false]);
    expect(bindModel(text, resolve, forest).text).toBe(text);
  });

  it('gives another score where the model has no such output, and says so', () => {
    const predict = 'predict: { on: visit, model: old, inputs: [amount, distance], score: variable }\n';
    expect(bind(predict)).toMatchObject({ otherScore: true, predict: { score: 'probabilities[1]' } });
    expect(bind(predict, {}, 'probabilities[0] * 2.0').predict.score).toBe('probabilities[0] * 2.0');
  });

  it('mends a predict that is not whole', () => {
    expect(bind("predict:\n  decision: \"score > 1.0 ? 'x' : 'y'\"\n").predict).toMatchObject({ on: 'visit', model: 'forest', score: 'probabilities[1]' });
  });

  it.each([
    [
      'a name that the pipeline does not have',
      { features: ['amuont', 'distance'] },
      'model_inputs',
      'no feature of p is called "amuont": did you mean "amount"?',
    ],
    [
      'another number of inputs',
      { inputs: [tensor('features', 'float32', undefined, 3)] },
      'model_inputs',
      'takes 3 values a row and does not name them, and the pipeline gives 2',
    ],
    ['more classes than two', { classes: ['a', 'b', 'c'] }, 'model_score', '--score "probabilities[0]"'],
    ['a map of probabilities', { outputs: [tensor('label', 'int64', undefined), tensor('output_probability', undefined)] }, 'model_score', 'without ZipMap'],
    ['an output that no expression can name', { outputs: [tensor('dense/out:0', 'float32', undefined, 1)] }, 'model_score', 'cannot be named'],
    ['inputs of doubles', { inputs: [tensor('features', 'float64', undefined, 2)] }, 'model_signature_mismatch', 'where float32 is needed'],
    ['two inputs', { inputs: [tensor('a', 'float32', undefined, 1), tensor('b', 'float32', undefined, 1)] }, 'model_inputs', 'takes 1 values'],
  ])('refuses %s', (_, model, code, text) => {
    expect(() => bind('', model)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(text) }));
  });

  it('names the faults of the rest of the document with their places', () => {
    expect(() => bindModel(base.replace('event.amount', 'event.amuont'), resolve, forest)).toThrow(/pipeline\.yaml:5:11: .*amuont/);
    expect(() => bind('', {}, 'probabilitys[')).toThrow(expect.objectContaining({ code: 'document_invalid' }));
  });
});
