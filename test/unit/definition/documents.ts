import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentFault, type Plan, checkDocument } from '../../../src/definition/index.js';

export const exampleFolder = join(import.meta.dirname, '../../../pipelines/card-fraud');
export const example = readFileSync(join(exampleFolder, 'pipeline.yaml'), 'utf8');

export function exampleFile(path: string): string | undefined {
  try {
    return readFileSync(join(exampleFolder, path), 'utf8');
  } catch {
    return undefined;
  }
}

export const payment = {
  type: 'object',
  additionalProperties: false,
  required: ['tx', 'at', 'customer', 'terminal', 'amount', 'count'],
  properties: {
    tx: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    customer: { type: 'string' },
    terminal: { type: 'integer' },
    amount: { type: 'number', multipleOf: 0.01 },
    rate: { type: 'number' },
    quarter: { type: 'number', multipleOf: 0.25 },
    count: { type: 'integer' },
    contactless: { type: 'boolean' },
    card: { type: 'object', properties: { brand: { type: 'string' }, age: { type: 'integer' } } },
    tags: { type: 'array', items: { type: 'string' } },
    either: { type: ['string', 'number'] },
  },
};

const chargeback = {
  type: 'object',
  required: ['tx', 'at', 'fraud'],
  properties: {
    tx: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    fraud: { type: 'integer' },
    share: { type: 'number' },
    ref: { type: 'integer' },
  },
};

export const files: Readonly<Record<string, string>> = {
  'payment.json': JSON.stringify(payment, null, 2),
  'chargeback.json': JSON.stringify(chargeback, null, 2),
};

/** The files with more fields in the payment, or in the chargeback. */
export const paymentWith = (fields: object) => ({ ...files, 'payment.json': JSON.stringify({ ...payment, properties: { ...payment.properties, ...fields } }) });
export const chargebackWith = (fields: object) => ({
  ...files,
  'chargeback.json': JSON.stringify({ ...chargeback, properties: { ...chargeback.properties, ...fields } }),
});

/** A small document without faults; parts are replaced by tests. */
export const small = `pipeline: small
events:
  payment: { schema: payment.json, id: tx, time: at, key: customer }
  chargeback: { schema: chargeback.json, time: at, outcome: { of: payment, match: tx, value: event.fraud, unknown: 0, matures: 7d } }
rules:
  payment: [ "event.amount >= 0.0" ]
features:
  amount: event.amount
windows:
  - { of: payment, per: customer, over: [1d, 7d], features: { n: count(), mean_amount: mean(event.amount) } }
predict:
  on: payment
  model: m
  inputs: [amount, "n_*"]
  score: "probabilities[1]"
`;

/** The small document with one text replaced, which must be there. */
export function changed(from: string, to: string): string {
  if (!small.includes(from)) throw new Error(`the small document has no ${from}`);
  return small.replace(from, to);
}

export function faultsOf(text: string, schemas: Readonly<Record<string, string>> = files): readonly DocumentFault[] {
  return checkDocument(text, (path) => schemas[path]).faults;
}

/** The plan of a document that must have no faults. */
export function planOf(text: string, schemas: Readonly<Record<string, string>> = files): Plan {
  const { plan, faults } = checkDocument(text, (path) => schemas[path]);
  if (!plan) throw new Error(JSON.stringify(faults, null, 1));
  return plan;
}

export function examplePlan(): Plan {
  const { plan, faults } = checkDocument(example, exampleFile);
  if (!plan) throw new Error(JSON.stringify(faults, null, 1));
  return plan;
}
