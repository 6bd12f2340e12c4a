import { describe, expect, it } from 'vitest';
import { compileExpression, eventScope, outputScope } from '../../../../src/definition/expression/index.js';
import { payment } from '../documents.js';

const faults = (text: string) => compileExpression(text, eventScope(payment)).faults;

describe('the faults of an expression', () => {
  it.each([
    ['event.amuont > 1.0', 'unknown_field', 0, 'amount'],
    ['1.0 < event.amuont', 'unknown_field', 6, 'amount'],
    ['evnt.amount', 'unknown_name', 0, 'event'],
    ['event.card.brnad == "x"', 'unknown_field', 0, 'brand'],
    ['event.at.getHour()', 'unknown_function', 0, 'getHours'],
    ['flot(event.count)', 'unknown_function', 0, undefined],
    ['doubel(event.count)', 'unknown_function', 0, 'double'],
    ['event.amount >', 'expression_syntax', 14, undefined],
    ['(event.amount', 'expression_syntax', 13, undefined],
    ['', 'expression_syntax', 0, undefined],
    ['event.amount + event.tx', 'expression_type', 0, undefined],
    ['event.amount && event.contactless', 'expression_type', 0, undefined],
    ['event.tx.getHours()', 'expression_type', 0, undefined],
    ['event.amount.x', 'expression_type', 0, undefined],
    ['!event.amount', 'expression_type', 0, undefined],
    ['-event.tx', 'expression_type', 0, undefined],
    ['event.contactless ? 1 : 2.0', 'expression_type', 0, undefined],
    ['event.amount ? 1 : 2', 'expression_type', 0, undefined],
    ['[1, 2.0]', 'expression_type', 4, undefined],
    ['1 in 2', 'expression_type', 0, undefined],
    ['event.count == "1"', 'expression_type', 0, undefined],
    ['event.contactless < true', 'expression_type', 0, undefined],
    ['event.tags.all(t, t == "a")', 'unknown_function', 0, undefined],
    ['event.tags.map(t, t)', 'unknown_function', 0, undefined],
    ['event.tx.matches("(a+)+$")', 'unknown_function', 0, undefined],
    ['event.at.getHours("Europe/Berlin")', 'expression_type', 0, undefined],
    ['event.tx == null', 'expression_type', 12, undefined],
    ['5u', 'expression_type', 0, undefined],
    ['9007199254740992', 'expression_type', 0, undefined],
    ['{"a": 1}', 'expression_type', 0, undefined],
    ['event.either == "x"', 'unusable_field', 0, undefined],
    ['has(event)', 'expression_type', 0, undefined],
    ['1 / 0', 'expression_value', 0, undefined],
    ['timestamp("yesterday")', 'expression_value', 0, undefined],
    ['timestamp("1969-12-31T00:00:00Z")', 'expression_value', 0, undefined],
    ['probabilities[1]', 'unknown_name', 0, undefined],
  ])('%s', (text, code, start, near) => {
    expect(faults(text)).toMatchObject([{ code, start, ...(near === undefined ? {} : { nearest: near }) }]);
    expect(faults(text)[0].nearest).toBe(near);
  });

  it('are told all at once', () => {
    expect(faults('event.amuont > 1.0 && evnt.tx == "x" || event.customr == 1').map(({ nearest }) => nearest)).toEqual(['amount', 'event', 'customer']);
  });

  it('say how to write a number beside a double', () => {
    expect(faults('event.amount + 1')[0].message).toContain('write 1.0');
    expect(faults('event.amount + event.count')[0].message).toContain('double()');
    expect(faults('event.amount >= 0')).toEqual([]);
  });

  it('hold the cost of an expression down', () => {
    expect(faults(`event.amount > 1.0${' && event.amount > 1.0'.repeat(300)}`)).toMatchObject([{ code: 'expression_syntax' }]);
    expect(faults('('.repeat(200) + '1' + ')'.repeat(200))).toMatchObject([{ code: 'expression_syntax' }]);
    expect(faults(' '.repeat(5_000) + '1')).toMatchObject([{ code: 'expression_syntax' }]);
    expect(faults(`event.count in [${Array.from({ length: 300 }, (_, i) => i).join(',')}]`)).toMatchObject([{ code: 'expression_syntax' }]);
  });
});

describe('the types of an expression', () => {
  it.each([
    ['event.amount', 'double'],
    ['event.count', 'int'],
    ['event.at', 'timestamp'],
    ['event.tx', 'string'],
    ['event.contactless', 'bool'],
    ['event.at - event.at', 'duration'],
    ['event.count > 1', 'bool'],
    ['event.card.age', 'int'],
  ])('%s is %s', (text, type) => {
    expect(compileExpression(text, eventScope(payment))).toMatchObject({ type, faults: [] });
  });

  it('carry the digits of a plain field, and of nothing else', () => {
    const digits = (text: string) => compileExpression(text, eventScope(payment)).field?.digits;
    expect(['event.amount', 'event.count', 'event.rate', 'event.amount * 2.0'].map(digits)).toEqual([2, 0, undefined, undefined]);
  });
});

describe('outputs of a model', () => {
  const score = (text: string) => compileExpression(text, outputScope);
  const outputs = { probabilities: { data: new Float32Array([0.25, 0.75, 0.5, 0.5]), width: 2 }, score: { data: [7, 8], width: 1 } };

  it('are read by name and index, of a row', () => {
    expect([0, 1].map((row) => score('probabilities[1]').run(outputs, row))).toEqual([0.75, 0.5]);
    expect([0, 1].map((row) => score('score').run(outputs, row))).toEqual([7, 8]);
    expect(score('1.0 - probabilities[0] + score[0] / 2.0').run(outputs, 1)).toBe(4.5);
    expect(score('1.0 - probabilities[0] + score').outputs).toEqual(['probabilities', 'score']);
  });

  it.each(['probabilities["1"]', 'probabilities[-1]', 'probabilities[score]', 'probabilities[1.0]'])('%s is no form of them', (text) => {
    expect(score(text).faults).toMatchObject([{ code: 'unknown_output_form' }]);
  });

  it.each(['probabilities.fraud', 'probabilities[0][1]', 'probabilities == "x"'])('%s has no meaning', (text) => {
    expect(score(text).faults).toMatchObject([{ code: 'expression_type' }]);
  });

  it.each(['probabilities[2]', 'probabilities', 'other', 'score[1]'])('%s is refused where the model gives something else', (text) => {
    expect(() => score(text).run(outputs, 0)).toThrow(expect.objectContaining({ code: 'model_output', kind: 'poison' }));
  });
});
