import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';

const file = (name: string) => readFileSync(new URL(`../../../pipelines/card-fraud/${name}`, import.meta.url));
const card: { sha256: string; bytes: number; input: { name: string; order: string[] } } = JSON.parse(file('model-card.json').toString('utf8'));

const ROWS = 1024;
const WIDTH = 15;

/** Rows over the whole range of each input, so that every part of the trees is reached. */
function rows(): Float32Array {
  const values = new Float32Array(ROWS * WIDTH);
  const ranges = [500, 2, 2, 12, 250, 40, 200, 130, 150, 8, 1, 25, 1, 80, 1];
  let state = 12345;
  for (let i = 0; i < values.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const value = (state / 4294967296) * ranges[i % WIDTH];
    values[i] = ranges[i % WIDTH] === 1 ? value ** 3 : ranges[i % WIDTH] === 2 ? Math.floor(value) : value;
  }
  return values;
}

describe('card-fraud.onnx', () => {
  let session: InferenceSession;
  beforeAll(async () => {
    session = await InferenceSession.create(file('card-fraud.onnx'), { intraOpNumThreads: 1 });
  });

  async function score(inputs: Float32Array, batch: number): Promise<number[]> {
    const scores: number[] = [];
    for (let at = 0; at < inputs.length; at += batch * WIDTH) {
      const part = inputs.slice(at, at + batch * WIDTH);
      const { probabilities } = await session.run({ features: new Tensor('float32', part, [part.length / WIDTH, WIDTH]) }, ['probabilities']);
      for (let i = 1; i < probabilities.data.length; i += 2) scores.push(Number(probabilities.data[i]));
    }
    return scores;
  }

  it('is the file its card describes', () => {
    const model = file('card-fraud.onnx');
    expect(createHash('sha256').update(model).digest('hex')).toBe(card.sha256);
    expect(model.length).toBe(card.bytes);
    expect(model.length).toBeLessThan(300_000);
    expect(session.inputNames).toEqual([card.input.name]);
    expect(session.outputNames).toEqual(['label', 'probabilities']);
    expect(card.input.order).toHaveLength(WIDTH);
  });

  it('scores a row alone and among 256 equally, bit for bit', async () => {
    const inputs = rows();
    const alone = await score(inputs, 1);
    expect(new Set(alone).size).toBeGreaterThan(300);
    expect(await score(inputs, 256)).toEqual(alone);
    expect(await score(inputs, 7)).toEqual(alone);
  });

  it('finds what the scenarios are about', async () => {
    const ordinary = [40, 0, 0, 2, 40, 14, 40, 60, 40, 1, 0, 7, 0, 30, 0];
    const change = (column: string, value: number) => ordinary.with(card.input.order.indexOf(column), value);
    const compromised = ordinary.slice();
    // Compromised for nine days a week ago. (A risk near 1 over 30 days would mean the 28 days are over.)
    for (const [days, risk] of [
      [1, 1],
      [7, 1],
      [30, 0.3],
    ])
      compromised[card.input.order.indexOf(`terminal_risk_${days}d`)] = risk;
    const scores = await score(Float32Array.from([ordinary, change('amount', 300), compromised].flat()), 3);
    expect(scores[0]).toBeLessThan(0.1);
    expect(scores[1]).toBeGreaterThan(0.5);
    expect(scores[2]).toBeGreaterThan(0.5);
  });
});
