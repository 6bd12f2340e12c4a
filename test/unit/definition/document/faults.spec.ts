import { describe, expect, it } from 'vitest';
import { changed, faultsOf, files, paymentWith, small } from '../documents.js';

/** Code, line and column of each fault, with the nearest name. */
function told(text: string, schemas = files): string[] {
  return faultsOf(text, schemas).map(({ code, line, column, nearest }) => `${code} ${line}:${column}` + (nearest === undefined ? '' : ` ${nearest}`));
}

/** Line and column of a text within a document. */
function at(text: string, part: string): string {
  const lines = text.slice(0, text.indexOf(part)).split('\n');
  return `${lines.length}:${(lines.at(-1) as string).length + 1}`;
}

describe('a document without faults', () => {
  it('has none', () => {
    expect(faultsOf(small)).toEqual([]);
  });
});

describe('YAML', () => {
  it.each([
    ['a tab for an indent', 'pipeline: a\nevents:\n\tpayment: {}\n'],
    ['an open quote', 'pipeline: "a\n'],
    ['two documents', 'pipeline: a\n---\npipeline: b\n'],
    ['an unknown tag', 'pipeline: !!js/function "x"\n'],
  ])('%s', (_, text) => {
    const faults = faultsOf(text);
    expect(faults.length).toBeGreaterThan(0);
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(['yaml']));
  });

  it('every fault at once', () => {
    expect(told('pipeline: "a" b\nevents: ]\n').length).toBeGreaterThan(1);
  });

  it('refuses aliases and anchors, the bomb among them, and says so of a glob without quotes', () => {
    const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefgh'
      .split('')
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`)
      .join('\n')}\n`;
    expect(new Set(told(bomb).map((fault) => fault.split(' ')[0]))).toEqual(new Set(['yaml']));
    expect(faultsOf(changed('"n_*"', '*n'))[0]).toMatchObject({ code: 'yaml', line: 14, message: expect.stringContaining('quote') as string });
  });

  it('refuses what is too large, too deep, empty or no map', () => {
    expect(told(`# ${'x'.repeat(1_000_001)}`)).toEqual(['document_too_large 1:1']);
    expect(told('['.repeat(20_000))[0]).toMatch(/^yaml /);
    expect(told('')).toEqual(['missing 1:1']);
    expect(told('# nothing\n')).toEqual(['missing 1:1']);
    expect(told('- a\n')).toEqual(['wrong_type 1:1']);
  });

  it('reads names such as on, yes and null as the texts they are', () => {
    expect(faultsOf(changed('  amount: event.amount', '  amount: event.amount\n  yes: event.amount\n  null: event.amount'))).toEqual([]);
  });
});

describe('a key', () => {
  it.each([
    ['pipeline: small', 'pipline: small', 'pipline', 'pipeline'],
    ['key: customer }', 'ky: customer }', 'ky:', 'key'],
    ['matures: 7d', 'maturs: 7d', 'maturs', 'matures'],
    ['over: [1d, 7d]', 'ovr: [1d, 7d]', 'ovr', 'over'],
    ['  model: m', '  modle: m', 'modle', 'model'],
    ['rules:', 'rulez:', 'rulez', 'rules'],
    ['rules:\n  payment', 'rules:\n  paymnt', 'paymnt', 'payment'],
    ['unknown: 0', 'unkown: 0', 'unkown', 'unknown'],
  ])('%j as %j is told where it stands, with the name that was meant', (from, to, place, near) => {
    const text = changed(from, to);
    expect(told(text)).toContain(`unknown_key ${at(text, place)} ${near}`);
  });

  it('without a near name is told with those there are', () => {
    expect(faultsOf(changed('rules:', 'zzzzzz:'))[0].message).toContain('there may be pipeline, source, events');
  });

  it('that stands twice is told, and the rest is read', () => {
    expect(told(small.replace('  model: m', '  model: m\n  model: n').replace('amount]', 'amout]'))).toContain('duplicate_key 14:3');
  });

  it.each([
    ['pipeline: small\n', ''],
    ['id: tx, ', ''],
    [', key: customer', ''],
    ['schema: payment.json, ', ''],
    ['of: payment, match: tx, ', 'of: payment, '],
    ['value: event.fraud, ', ''],
    ['per: customer, ', ''],
    ['over: [1d, 7d], ', ''],
    ['  model: m\n', ''],
    ['  score: "probabilities[1]"\n', ''],
    ['chargeback.json, time: at,', 'chargeback.json,'],
  ])('that is missing (%j) is told', (from, to) => {
    expect(told(changed(from, to)).some((fault) => fault.startsWith('missing '))).toBe(true);
  });
});

describe('a value of another type', () => {
  it.each([
    ['events:\n  payment: {', 'events:\n  other: [1]\n  payment: {', 'wrong_type'],
    ['[ "event.amount >= 0.0" ]', '"event.amount >= 0.0"', 'wrong_type'],
    ['over: [1d, 7d]', 'over: { a: 1d }', 'wrong_type'],
    ['unknown: 0', 'unknown: none', 'wrong_type'],
    ['features: { n: count(), mean_amount: mean(event.amount) }', 'features: [count()]', 'wrong_type'],
    ['amount: event.amount', 'amount: [event.amount]', 'wrong_type'],
    ['amount: event.amount', 'amount:', 'wrong_type'],
    ['inputs: [amount, "n_*"]', 'inputs: { amount: 1 }', 'wrong_type'],
    ['pipeline: small', 'pipeline: Small Fraud', 'name'],
    ['pipeline: small', 'pipeline: small\nsource: a b', 'name'],
    ['features:\n  amount:', 'features:\n  amount-eur:', 'name'],
  ])('%j as %j is %s', (from, to, code) => {
    expect(told(changed(from, to)).some((fault) => fault.startsWith(`${code} `))).toBe(true);
  });
});

describe('a duration', () => {
  it.each([
    ['time: at, key: customer', 'time: at, key: customer, lateness: 10 minutes'],
    ['time: at, key: customer', 'time: at, key: customer, ahead: -5m'],
    ['matures: 7d', 'matures: week'],
    ['over: [1d, 7d]', 'over: [1d, 7]'],
    ['over: [1d, 7d]', 'over: [0d]'],
    ['over: [1d, 7d],', 'over: [1d, 7d], delay: 1x,'],
    ['  model: m', '  model: m\n  fallback: { after: fast, score: "1.0" }'],
  ])('%j as %j is no duration', (from, to) => {
    expect(told(changed(from, to)).filter((fault) => fault.startsWith('duration '))).toHaveLength(1);
  });
});

describe('a field', () => {
  it.each([
    ['id: tx', 'id: txx', 'tx'],
    ['time: at, key', 'time: att, key', 'at'],
    ['key: customer }', 'key: custmer }', 'customer'],
    ['per: customer', 'per: custmer', 'customer'],
    ['match: tx', 'match: txx', 'tx'],
    ['value: event.fraud', 'value: event.fruad', 'fraud'],
    ['"event.amount >= 0.0"', '"event.amuont >= 0.0"', 'amount'],
    ['amount: event.amount', 'amount: event.amuont', 'amount'],
    ['mean(event.amount)', 'mean(event.amuont)', 'amount'],
  ])('%j as %j is no field, with the one that was meant', (from, to, near) => {
    const faults = faultsOf(changed(from, to)).filter(({ code }) => code === 'unknown_field');
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0].nearest).toBe(near);
  });

  it.each([
    ['id: tx', 'id: amount', 'field_type'],
    ['key: customer }', 'key: card }', 'field_type'],
    ['key: customer }', 'key: at }', 'field_type'],
    ['time: at, key', 'time: tx, key', 'field_type'],
    ['id: tx', 'id: card.brand', 'optional_field'],
    ['match: tx', 'match: fraud', 'unknown_field'],
    ['chargeback.json, time: at', 'chargeback.json, time: fraud_at', 'unknown_field'],
  ])('%j as %j is refused: %s', (from, to, code) => {
    expect(told(changed(from, to)).some((fault) => fault.startsWith(`${code} `))).toBe(true);
  });

  it('of another type on both sides of a match is refused', () => {
    expect(told(changed('match: tx', 'match: ref'), paymentWith({ ref: { type: 'string' } })).some((fault) => fault.startsWith('field_type '))).toBe(true);
  });
});

describe('an expression', () => {
  it('has its faults at their places within the text of the document', () => {
    const plain = changed('amount: event.amount', 'amount: event.rate + event.amuont');
    expect(told(plain)).toEqual([`unknown_field ${at(plain, 'event.amuont')} amount`]);
    const quoted = changed('"event.amount >= 0.0"', '"event.tx != \\"a\\" && event.amuont >= 0.0"');
    expect(told(quoted)).toEqual([`unknown_field ${at(quoted, 'event.amuont')} amount`]);
    const escaped = changed('"event.amount >= 0.0"', String.raw`"event.tx != '\u0061\x62\t' && event.amuont >= 0.0"`);
    expect(told(escaped)).toEqual([`unknown_field ${at(escaped, 'event.amuont')} amount`]);
    const single = changed('"event.amount >= 0.0"', "'event.tx != ''a'' && event.amuont >= 0.0'");
    expect(told(single)).toEqual([`unknown_field ${at(single, 'event.amuont')} amount`]);
    const folded = changed('amount: event.amount', 'amount:\n    event.rate\n    + event.amuont');
    expect(told(folded)).toEqual([`unknown_field ${at(folded, 'event.amuont')} amount`]);
    const block = changed('amount: event.amount', 'amount: |\n    event.rate\n      + event.amuont');
    expect(told(block)).toEqual([`unknown_field ${at(block, 'event.amuont')} amount`]);
    const aggregate = changed('mean(event.amount)', '"mean( event.rate + event.amuont)"');
    expect(told(aggregate)).toEqual([`unknown_field ${at(aggregate, 'event.amuont')} amount`]);
  });

  it.each([
    ['"event.amount >= 0.0"', '"event.amount"', 'expression_type'],
    ['"event.amount >= 0.0"', '"event.amount >="', 'expression_syntax'],
    ['amount: event.amount', 'amount: event.tx', 'expression_type'],
    ['amount: event.amount', 'amount: event.at', 'expression_type'],
    ['amount: event.amount', 'amount: event.tx.matches("a+")', 'unknown_function'],
    ['value: event.fraud', 'value: event.tx', 'expression_type'],
    ['mean(event.amount)', 'mean(event.tx)', 'expression_type'],
    ['"probabilities[1]"', "\"probabilities[1] > 0.5 ? 'a' : 'b'\"", 'expression_type'],
    ['"probabilities[1]"', '"probabilities[-1]"', 'unknown_output_form'],
    ['"probabilities[1]"', '"probabilities[\'fraud\']"', 'unknown_output_form'],
    ['"probabilities[1]"', '"1.0"', 'no_output'],
    ['  model: m', '  model: m\n  decision: score >= 0.5', 'expression_type'],
    ['  model: m', "  model: m\n  decision: \"scor >= 0.5 ? 'a' : 'b'\"", 'unknown_name'],
    ['  model: m', '  model: m\n  fallback: { after: 80ms, score: "score" }', 'unknown_name'],
  ])('%j as %j is refused: %s', (from, to, code) => {
    expect(told(changed(from, to)).map((fault) => fault.split(' ')[0])).toContain(code);
  });
});

describe('a window', () => {
  it.each([
    ['mean(event.amount)', 'quantile(event.amount)', 'aggregate_later', undefined],
    ['mean(event.amount)', 'variance(event.amount)', 'aggregate', undefined],
    ['mean(event.amount)', `'stddev(event.amount, "samples")'`, 'aggregate', 'sample'],
    ['mean(event.amount)', `'stdev(event.amount, "sample")'`, 'aggregate', 'stddev'],
    ['mean(event.amount)', 'time_since_lst()', 'aggregate', 'time_since_last'],
    ['mean(event.amount)', 'time_since_last(event.amount)', 'aggregate', undefined],
    ['mean(event.amount)', 'last_n(event.amount)', 'aggregate', undefined],
    ['mean(event.amount)', `'last_n(event.amount, 65)'`, 'aggregate', undefined],
    ['mean(event.amount)', 'last(chargeback.value)', 'aggregate', undefined],
    ['mean(event.amount)', 'last(event.tx)', 'expression_type', undefined],
    ['mean(event.amount)', 'distinct(event.at)', 'expression_type', undefined],
    ['- { of: payment', '- { wher: "event.amount > 1.0", of: payment', 'unknown_key', 'where'],
    ['- { of: payment', '- { where: event.amount, of: payment', 'expression_type', undefined],
    ['- { of: payment', '- { where: "event.amuont > 1.0", of: payment', 'unknown_field', 'amount'],
    ['- { of: payment', '- { resolutoin: 1h, of: payment', 'unknown_key', 'resolution'],
    ['- { of: payment', '- { resolution: 7h, of: payment', 'tiles', undefined],
    ['- { of: payment', '- { resolution: 0s, of: payment', 'duration', undefined],
    ['- { of: payment', '- { maxEventPerKey: 5, of: payment', 'unknown_key', 'maxEventsPerKey'],
    ['- { of: payment', '- { maxEventsPerKey: 0.5, of: payment', 'wrong_type', undefined],
    ['- { of: payment', '- { maxEventsPerKey: 5, resolution: 1h, of: payment', 'tiles', undefined],
    ['mean(event.amount)', 'maen(event.amount)', 'aggregate', 'mean'],
    ['mean(event.amount)', 'event.amount', 'aggregate', undefined],
    ['mean(event.amount)', 'mean()', 'aggregate', undefined],
    ['mean(event.amount)', 'mean(event.amount) + 1.0', 'aggregate', undefined],
    ['n: count()', 'n: count(event.tx)', 'aggregate', undefined],
    ['mean(event.amount)', 'mean(chargebak.value)', 'unknown_outcome', 'chargeback'],
    ['mean(event.amount)', 'mean(chargeback.fraud)', 'unknown_outcome', undefined],
    ['mean(event.amount)', 'sum(event.quarter)', 'odd_multiple', undefined],
    ['- { of: payment', '- { of: paymnt', 'unknown_type', 'payment'],
    ['- { of: payment', '- { of: chargeback', 'unknown_type', undefined],
    ['outcome: { of: payment', 'outcome: { of: paymnt', 'unknown_type', 'payment'],
    ['on: payment', 'on: paymnt', 'unknown_type', 'payment'],
    ['on: payment', 'on: chargeback', 'unknown_type', undefined],
  ])('%j as %j is refused: %s', (from, to, code, near) => {
    const found = faultsOf(changed(from, to)).filter((fault) => fault.code === code);
    expect(found).toHaveLength(1);
    expect(found[0].nearest).toBe(near);
  });

  it('says how to sum what is no decimal', () => {
    expect(faultsOf(changed('mean(event.amount)', 'sum(event.quarter)'))[0].message).toContain('double(event.quarter)');
    expect(faultsOf(changed('mean(event.amount)', 'mean(double(event.quarter))'))).toEqual([]);
  });

  it('needs to know what a mean is of nothing, where nothing can be', () => {
    const delayed = changed('over: [1d, 7d],', 'over: [1d, 7d], delay: 1d,').replace('"n_*"', '"*"');
    expect(told(delayed)).toEqual([`empty ${at(delayed, 'mean(event.amount)')}`, `empty ${at(delayed, 'mean(event.amount)')}`]);
    expect(faultsOf(delayed.replace('mean(event.amount)', '{ value: mean(event.amount), empty: 0 }'))).toEqual([]);
  });

  it('needs it not where the event itself is in it, nor where the feature is no input', () => {
    expect(faultsOf(changed('"n_*"', '"*"'))).toEqual([]);
    expect(faultsOf(changed('over: [1d, 7d],', 'over: [1d, 7d], delay: 1d,'))).toEqual([]);
    expect(faultsOf(changed('mean(event.amount)', 'mean(chargeback.value)').replace('"n_*"', '"*"'))).toEqual([]);
    expect(told(changed('mean(event.amount)', 'mean(chargeback.value)').replace('"n_*"', '"*"').replace('unknown: 0, ', '')).length).toBe(2);
  });
});

describe('features and inputs', () => {
  it.each([
    ['inputs: [amount,', 'inputs: [amuont,', 'unknown_feature', 'amount'],
    ['"n_*"', '"m_*"', 'unknown_feature', undefined],
    ['"n_*"', 'n_2d', 'unknown_feature', 'n_1d'],
    ['"n_*"', 'amount', 'unknown_feature', undefined],
    ['over: [1d, 7d]', 'over: [1d, 1d]', 'duplicate_feature', undefined],
    ['features:\n  amount: event.amount', 'features:\n  amount: event.amount\n  n_1d: event.amount', 'duplicate_feature', undefined],
  ])('%j as %j is refused: %s', (from, to, code, near) => {
    const found = faultsOf(changed(from, to)).filter((fault) => fault.code === code);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0].nearest).toBe(near);
  });
});

describe('many faults', () => {
  it('are told at once, in the order of the document', () => {
    const text = small
      .replace('id: tx', 'id: txx')
      .replace('lateness', 'late')
      .replace('event.amount >= 0.0', 'event.amount >=')
      .replace('mean(event.amount)', 'median(event.amount)')
      .replace('inputs: [amount', 'inputs: [amout')
      .replace('matures: 7d', 'matures: 7x');
    expect(told(text).map((fault) => fault.split(' ')[0])).toEqual(['unknown_field', 'duration', 'expression_syntax', 'aggregate', 'unknown_feature']);
  });
});
