import { describe, expect, it } from 'vitest';
import { changed, chargebackWith, faultsOf, files, small } from '../documents.js';

describe('a schema', () => {
  const schemaFaults = (schema: string) => faultsOf(small, { ...files, 'payment.json': schema });

  it('that is not there is told', () => {
    expect(faultsOf(changed('payment.json', 'paymnt.json'))).toMatchObject([{ code: 'file_missing', line: 3, column: 22 }]);
  });

  it('that is no JSON is told with its file and line, and nothing that follows from it', () => {
    expect(schemaFaults('{\n  "type": "object",\n  "properties": {,}\n}')).toMatchObject([
      { file: 'payment.json', line: 3, path: 'payment.json#', message: expect.stringContaining('payment.json:3:') as string },
    ]);
    expect(schemaFaults('')).toMatchObject([{ file: 'payment.json', line: 1 }]);
    expect(schemaFaults('[]')).toMatchObject([{ file: 'payment.json', code: 'schema_invalid' }]);
  });

  it.each([
    ['{\n"type": "object",\n"propertees": {}\n}', '/propertees', 3, 'properties'],
    ['{\n"type": "object",\n"properties": {\n"a": { "type": "strng" }\n}\n}', '/properties/a/type', 4, undefined],
    ['{\n"type": "object",\n"properties": {\n"a": { "type": "number", "multipleof": 0.01 }\n}\n}', '/properties/a/multipleof', 4, 'multipleOf'],
    ['{\n"type": "object",\n"properties": {\n"a": { "type": "string", "x-protect": "encrpyt" }\n}\n}', '', 1, undefined],
    ['{\n"type": "array"\n}', '/type', 2, undefined],
    ['{\n"type": "object",\n"properties": { "a": { "$ref": "https://example.org/a.json" } }\n}', '/properties/a/$ref', 3, undefined],
    ['{\n"type": "object",\n"properties": {\n"a": { "type": "string", "pattern": "(a+)+$" }\n}\n}', '/properties/a/pattern', 4, undefined],
    ['{\n"type": "object",\n"properties": {\n"a": { "type": "string", "pattern": "[" }\n}\n}', '', 1, undefined],
    ['{\n"type": "object",\n"type": "object"\n}', '', 3, undefined],
  ])('%j is told at %s, line %d', (schema, pointer, line, near) => {
    const [fault] = schemaFaults(schema);
    expect(fault).toMatchObject({ file: 'payment.json', path: `payment.json#${pointer}`, line });
    expect(fault.nearest).toBe(near);
  });

  it('gives every fault at once, those of the other schema and of the document too', () => {
    const schemas = {
      'payment.json': '{ "type": "object", "a": 1, "b": 2 }',
      'chargeback.json': chargebackWith({ fraud: { type: 'integer', minimun: 0 } })['chargeback.json'],
    };
    expect(
      faultsOf(changed('  model: m', '  modle: m'), schemas)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['chargeback.json#/properties/fraud/minimun', 'payment.json#/a', 'payment.json#/b', 'predict', 'predict.modle']);
  });
});
