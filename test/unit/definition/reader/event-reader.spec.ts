import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindEvent } from '../../../../src/definition/bind-event.js';
import { canonicalJson, guardEvent } from '../../../../src/definition/index.js';
import { EventReader } from '../../../../src/definition/reader/event-reader.js';
import { texts } from './texts.js';

type Schema = Record<string, unknown>;

/** The general way, of which one walk is to be the same: what it makes of a text, or undefined. */
function general(schema: Schema, timeless: boolean) {
  const bound = bindEvent({ type: 'e', schema, time: 'at', latenessUs: 0, aheadUs: 0, rules: [] });
  return (text: string) => {
    try {
      const event = JSON.parse(text) as Schema;
      guardEvent(event);
      if (timeless ? bound.validateTimeless(event) : bound.validate(event)) return undefined;
      return { event, canonical: canonicalJson(event) };
    } catch {
      return undefined;
    }
  };
}

/** All texts in one batch; for each what one walk gives, undefined where it leaves it to the general way. */
function walked(schema: Schema, batch: readonly string[], timeless: boolean) {
  const reader = EventReader.of(schema, 'at');
  if (!reader) return undefined;
  const into = Buffer.alloc(1 << 16);
  const spans: (readonly [number, number] | undefined)[] = [];
  reader.begin();
  let at = 7;
  for (const text of batch) {
    const source = Buffer.from(text);
    const end = reader.scan(source, into, at, timeless);
    spans.push(end < 0 ? undefined : [at, end]);
    expect(end - at).toBeLessThanOrEqual(source.length);
    if (end >= 0) at = end + 3;
  }
  const all = into.toString('latin1', 5, at);
  let e = 0;
  return spans.map((span) => {
    if (!span) return undefined;
    const event = reader.event(e++, all, 5);
    return event && { event, canonical: into.toString('utf8', span[0], span[1]) };
  });
}

describe('an event that is read in one walk', () => {
  it('is what parser, guard, schema and canonical form make of it, whatever the schema and the text', () => {
    let read = 0;
    let kept = 0;
    fc.assert(
      fc.property(texts, fc.boolean(), ({ schema, texts: batch }, timeless) => {
        const expected = batch.map(general(schema, timeless));
        const found = walked(schema, batch, timeless);
        found?.forEach((one, i) => {
          if (expected[i]) kept++;
          if (!one) return;
          read++;
          expect(one, batch[i]).toEqual(expected[i]);
        });
      }),
      { numRuns: 200 },
    );
    // Not by leaving everything to the general way.
    expect(read).toBeGreaterThan(kept / 3);
    expect(kept).toBeGreaterThan(200);
  });

  it('is a plain one, and is read so', () => {
    const schema = {
      type: 'object',
      additionalProperties: false,
      required: ['tx', 'at'],
      properties: {
        tx: { type: 'string', minLength: 1, maxLength: 8 },
        at: { type: 'string', format: 'date-time' },
        amount: { type: 'number', multipleOf: 0.01, minimum: 0 },
        channel: { enum: ['chip', 'online'] },
        fraud: { type: ['boolean', 'null'] },
      },
    };
    const batch = [
      '{"tx":"p1","at":"2025-01-01T00:00:00.269Z","amount":21.70,"channel":"online","fraud":null}',
      ' { "at" : "2025-01-01T00:00:00Z", "tx":"p2" }\r',
      '{"tx":"p3","at":"2025-01-01T00:00:00Z","fraud":true,"amount":0}',
    ];
    expect(walked(schema, batch, false)).toEqual([
      {
        event: { tx: 'p1', at: '2025-01-01T00:00:00.269Z', amount: 21.7, channel: 'online', fraud: null },
        canonical: '{"amount":21.7,"at":"2025-01-01T00:00:00.269Z","channel":"online","fraud":null,"tx":"p1"}',
      },
      { event: { tx: 'p2', at: '2025-01-01T00:00:00Z' }, canonical: '{"at":"2025-01-01T00:00:00Z","tx":"p2"}' },
      { event: { tx: 'p3', at: '2025-01-01T00:00:00Z', fraud: true, amount: 0 }, canonical: '{"amount":0,"at":"2025-01-01T00:00:00Z","fraud":true,"tx":"p3"}' },
    ]);
  });

  it.each<[string, Schema]>([
    ['a reference', { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { type: 'string' } } }],
    ['conditions', { type: 'object', properties: { a: { type: 'string' } }, if: { required: ['a'] } }],
    ['names by pattern', { type: 'object', properties: { a: { type: 'string' } }, patternProperties: { '^x': { type: 'string' } } }],
  ])('is none of a schema with %s', (_, schema) => {
    expect(EventReader.of(schema, undefined)).toBeUndefined();
  });
});
