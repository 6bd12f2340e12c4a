import type { Draft } from './draft.js';

/** A script that asks for a prediction, why it is so, and whether anything that was served is skewed. */
export function askText(draft: Draft): string {
  const { pipeline } = draft;
  return `"""Asks for a prediction, and compares what was served with what the log says: python3 ask.py (needs the client of Millrace)."""
import sys

from millrace import Client

client = Client()
answer = client.predict("${pipeline}", ${pythonValue(exampleEvent(draft))})
print(f"prediction {answer['id']}: score {answer['score']}")

why = client.why("${pipeline}", answer["id"])
print("computed again from the log:", "the same to the bit" if why["equal"] else "NOT THE SAME")

served = client.training_set("${pipeline}@second").attrs["summary"]
print(f"second run: {served['rows']} rows, {served['compared']} compared with what was served, {served['different']} different")
sys.exit(0 if why["equal"] and served["different"] == 0 else 1)
`;
}

/** An event from the examples of its fields, without a time: that is its arrival then. */
export function exampleEvent({ fields, id, time }: Draft): Record<string, unknown> {
  const others = fields.filter((field) => field.name !== time.field.name && field.required);
  return Object.fromEntries(others.map(({ name, schema }) => [name, name === id ? 'one-more' : (schema.examples as unknown[])[0]]));
}

function pythonValue(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([name, one]) => `${JSON.stringify(name)}: ${pythonValue(one)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}
