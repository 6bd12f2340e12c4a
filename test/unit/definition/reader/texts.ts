import fc from 'fast-check';

/** A schema of flat events, and JSON texts that keep it, nearly keep it, or are no JSON at all. */
export interface Texts {
  readonly schema: Record<string, unknown>;
  readonly texts: readonly string[];
}

/** What is common seven times of eight. */
function mostly<T>(common: fc.Arbitrary<T>, ...rare: fc.Arbitrary<T>[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 7 * rare.length, arbitrary: common }, ...rare);
}

const string = mostly(
  fc.stringMatching(/^[a-z][A-Za-z0-9 .:-]{0,9}$/),
  fc.constantFrom('', 'é', '😀', 'a"b', 'a\\b', 'a\nb', '\u007f', 'x'.repeat(30), 'éé', '\ufeffa', '\u2028', '\u0000'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const time = mostly(
  fc.constantFrom('2025-01-01T00:00:00.269Z', '2025-01-01T00:00:00+01:00', '2300-01-01T00:00:00Z'),
  fc.constantFrom('2025-13-01T00:00:00Z', 'now', '2025-01-01 00:00:00Z'),
);
/** As a sender may write it. */
const number = mostly(
  fc.oneof(
    fc.integer({ min: 0, max: 100_000 }).map((n) => String(n / 100)),
    fc.integer({ min: -100, max: 100_000 }).map((n) => (n / 100).toFixed(2)),
    fc.constantFrom('0', '1.50', '10.00', '100', '0.000001', '0.00000123', '0.1', '-12.340', '999999999999999', '249868289.37', '0.100000000000001'),
  ),
  fc.constantFrom('-0', '0.0', '-0.0', '1e2', '1E-7', '0.0000001', '01', '1.', '.5', '-', '+1', '--1', '9007199254740993', '123456789012345678', '1e999'),
  fc.constantFrom('1234567.12345678', '12345678.12345678', '0.30000000000000004', '1.7976931348623157e308', '0.0000000', '5e-324'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);
const other = fc.constantFrom('true', 'false', 'null', 'True', 'nul', '{}', '[]', '[1,"a"]', '{"a":{"b":1}}', '', '"', '{');

const property = fc.oneof(
  fc.record({ type: fc.constantFrom('string', ['string', 'null']) }, { requiredKeys: ['type'] }),
  fc.record(
    { type: fc.constant('string'), minLength: fc.integer({ min: 0, max: 2 }), maxLength: fc.integer({ min: 1, max: 12 }), pattern: fc.constant('^[a-z]') },
    { requiredKeys: ['type'] },
  ),
  fc.record({ type: fc.constantFrom('string', ['string', 'null']), format: fc.constantFrom('date-time', 'date') }),
  fc.constant({ type: 'string', format: 'date-time' }),
  fc.record({ enum: fc.constantFrom(['EUR', 'USD'], ['chip', 'a'], ['é', 'a'], ['a', 1], ['a"b', 'a']) }),
  fc.record(
    {
      type: fc.constantFrom('number', 'integer', ['number', 'string'], ['integer', 'null']),
      minimum: fc.integer({ min: -5, max: 5 }),
      maximum: fc.integer({ min: 5, max: 100_000 }),
      exclusiveMinimum: fc.constant(0),
      multipleOf: fc.constantFrom(0.01, 5, 0.25),
    },
    { requiredKeys: ['type'] },
  ),
  fc.constantFrom<Record<string, unknown>>({ type: 'boolean' }, { const: 'a' }, {}, { description: 'anything' }),
);

const NAMES = ['at', 'b', 'amount', 'a long name', '10', '9'];
/** Names that not one event may be read by. */
const RARE_NAMES = ['É', 'constructor', 'a"b'];
const space = mostly(fc.constantFrom('', ' ', '\n', '\t '), fc.constant('\u00a0'));

const value = fc.oneof(
  string.map((text) => JSON.stringify(text)),
  string.map((text) => '"' + text + '"'),
  time.map((text) => '"' + text + '"'),
  number,
  number,
  fc.constantFrom('"EUR"', '"chip"', '"a"', '"\\u0061"', '"\\ud800"'),
  other,
);

/** Most often one that the property may have. */
function valueOf(schema: unknown): fc.Arbitrary<string> {
  const { type, format, enum: values } = schema as { type?: string | string[]; format?: string; enum?: unknown[] };
  const types = type === undefined ? [] : [type].flat();
  const own = [
    ...(values ? [fc.constantFrom(...values.map((one) => JSON.stringify(one)))] : []),
    ...(format === 'date-time' ? [time.map((text) => '"' + text + '"')] : types.includes('string') ? [string.map((text) => JSON.stringify(text))] : []),
    ...(types.includes('number') || types.includes('integer') ? [number] : []),
    ...(types.includes('boolean') ? [fc.constantFrom('true', 'false')] : []),
  ];
  return own.length === 0 ? value : fc.oneof({ weight: 12, arbitrary: fc.oneof(...own) }, { weight: 1, arbitrary: value });
}

function textOf(properties: Readonly<Record<string, unknown>>): fc.Arbitrary<string> {
  const names = Object.keys(properties);
  const member = fc.record({ name: fc.constantFrom(...names, 'other', '__proto__', 'a\\u0074'), value, spaces: fc.tuple(space, space, space) });
  const whole = fc.record({
    values: fc.tuple(...names.map((name) => valueOf(properties[name]))),
    order: fc.shuffledSubarray([...names.keys()], { minLength: Math.max(0, names.length - 1) }),
    extra: fc.option(member, { nil: undefined, freq: 2 }),
    around: fc.tuple(space, space, mostly(fc.constant(''), fc.constantFrom('}', 'x', ','))),
    tidy: fc.boolean(),
  });
  return whole.map(({ values, order, extra, around: [before, after, end], tidy }) => {
    const members = order.map((i) => JSON.stringify(names[i]) + ':' + values[i]);
    if (extra && !tidy) members.push(`${extra.spaces[0]}"${extra.name}"${extra.spaces[1]}:${extra.spaces[2]}${extra.value}`);
    return tidy ? `{${members.join(',')}}` : `${before}{${members.join(after + ',' + before)}}${after}${end}`;
  });
}

export const texts: fc.Arbitrary<Texts> = fc
  .record({
    properties: fc.dictionary(mostly(fc.constantFrom(...NAMES), fc.constantFrom(...RARE_NAMES)), property, { minKeys: 1, maxKeys: 5, noNullPrototype: true }),
    open: fc.boolean(),
    needed: fc.nat(5),
  })
  .chain(({ properties, open, needed }) => {
    const own = Object.keys(properties);
    const schema = { type: 'object', properties, required: own.slice(0, needed), ...(open ? {} : { additionalProperties: false }) };
    return fc.record({ schema: fc.constant(schema), texts: fc.array(textOf(properties), { minLength: 10, maxLength: 40, size: 'max' }) });
  });
