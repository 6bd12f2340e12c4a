import { describe, expect, it } from 'vitest';
import { RefuseProtection } from '../../../src/governance/application/refuse-protection.js';
import { findProtected } from '../../../src/governance/domain/protected-schema.js';

describe('data protection', () => {
  it('lets an event pass as it is when nothing is to be protected', () => {
    const schema = { type: 'object', properties: { card: { type: 'string', 'x-subject': true } } };
    const event = { card: '4111' };
    const protection = new RefuseProtection();
    expect(protection.protect(event, schema)).toBe(event);
    expect(() => protection.admit(schema)).not.toThrow();
  });

  it('refuses every event of a schema that protects a field', () => {
    const schema = { properties: { card: { type: 'string', 'x-protect': 'mask' } } };
    const protection = new RefuseProtection();
    const refused = expect.objectContaining({ code: 'protection_not_available', kind: 'poison', details: { path: '/properties/card/x-protect' } }) as Error;
    for (let i = 0; i < 2; i++) expect(() => protection.protect({ card: '4111' }, schema)).toThrow(refused);
    expect(() => protection.admit(schema)).toThrow(refused);
  });

  it.each([
    [{ 'x-protect': 'hash' }, '/x-protect'],
    [{ properties: { a: { properties: { b: { 'x-protect': 'encrypt' } } } } }, '/properties/a/properties/b/x-protect'],
    [{ items: { 'x-protect': 'mask' } }, '/items/x-protect'],
    [{ anyOf: [{}, { 'x-protect': 'mask' }] }, '/anyOf/1/x-protect'],
    [{ $defs: { 'a/b~c': { 'x-protect': 'mask' } } }, '/$defs/a~1b~0c/x-protect'],
    [{ patternProperties: { '^c': { 'x-protect': 'mask' } } }, '/patternProperties/^c/x-protect'],
    [{ properties: { const: { 'x-protect': 'mask' } } }, '/properties/const/x-protect'],
    [{ properties: { properties: { 'x-protect': 'mask' } } }, '/properties/properties/x-protect'],
    [{ additionalProperties: { 'x-protect': 'mask' } }, '/additionalProperties/x-protect'],
  ])('finds the mark in %o', (schema, path) => {
    expect(findProtected(schema)).toBe(path);
  });

  it.each([
    { properties: { 'x-protect': { type: 'string' } } },
    { enum: [{ 'x-protect': 'mask' }] },
    { default: { 'x-protect': 1 } },
    { $comment: 'x-protect' },
    true,
  ])('sees no mark in %o', (schema) => {
    expect(findProtected(schema)).toBeUndefined();
  });
});
