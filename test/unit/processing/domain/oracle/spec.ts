/** A random pipeline, as the oracle reads it; `documentOf` writes the same as a document. */
export interface Spec {
  readonly windows: readonly WindowSpec[];
  readonly latenessUs: number;
  readonly maturesUs: number;
  /** What an unknown outcome counts as. */
  readonly unknown: number | undefined;
  readonly outcome: 'fraud' | 'loss';
}

export interface WindowSpec {
  readonly of: 'payment' | 'login';
  readonly per: readonly ('customer' | 'terminal')[];
  readonly overHours: readonly number[];
  readonly delayHours: number;
  readonly where: Filter | undefined;
  readonly resolutionHours: number | undefined;
  readonly most: number | undefined;
  readonly features: readonly FeatureSpec[];
}

export interface FeatureSpec {
  readonly operation: string;
  readonly argument: 'amount' | 'raw' | 'merchant' | 'level' | 'outcome' | 'none';
  readonly sample: boolean;
  readonly values: number;
  readonly where: Filter | undefined;
}

export type Filter = 'large' | 'middle';

export interface Event {
  readonly id: string;
  readonly t: number;
  readonly customer: string;
  readonly terminal: string;
  readonly amount: number;
  readonly raw: number;
  readonly merchant: string;
  readonly level: number;
}

export const HOUR_US = 3_600_000_000;

const FILTERS: Readonly<Record<Filter, string>> = { large: 'event.amount > 50.0', middle: 'event.level in [1, 2]' };

export function passes(filter: Filter | undefined, event: Event): boolean {
  if (filter === undefined) return true;
  return filter === 'large' ? event.amount > 50 : event.level === 1 || event.level === 2;
}

/** Name of the feature `i` of line `w`. */
export function featureName(w: number, i: number): string {
  return `f${w}_${i}`;
}

export const EMPTY = -1;

export function documentOf(spec: Spec): string {
  const minutes = (us: number): string => `${us / 60_000_000}m`;
  const unknown = spec.unknown === undefined ? '' : `, unknown: ${spec.unknown}`;
  return [
    'pipeline: random',
    'events:',
    `  payment: { schema: event.json, id: id, time: at, key: customer, lateness: ${minutes(spec.latenessUs)} }`,
    `  login: { schema: event.json, id: id, time: at, key: customer, lateness: ${minutes(spec.latenessUs)} }`,
    `  chargeback: { schema: chargeback.json, time: at, outcome: { of: payment, match: id, value: event.${spec.outcome}${unknown}, matures: ${minutes(spec.maturesUs)} } }`,
    'windows:',
    ...spec.windows.flatMap((window, w) => [
      `  - of: ${window.of}`,
      `    per: [${window.per.join(', ')}]`,
      `    over: [${window.overHours.map((hours) => `${hours}h`).join(', ')}]`,
      ...(window.delayHours > 0 ? [`    delay: ${window.delayHours}h`] : []),
      ...(window.where ? [`    where: ${FILTERS[window.where]}`] : []),
      ...(window.resolutionHours ? [`    resolution: ${window.resolutionHours}h`] : []),
      ...(window.most ? [`    maxEventsPerKey: ${window.most}`] : []),
      '    features:',
      ...window.features.flatMap((feature, i) => [
        `      ${featureName(w, i)}:`,
        `        value: ${callOf(feature)}`,
        `        empty: ${EMPTY}`,
        ...(feature.where ? [`        where: ${FILTERS[feature.where]}`] : []),
      ]),
    ]),
    'predict: { on: payment, model: m, score: "score" }',
  ].join('\n');
}

function callOf({ operation, argument, sample, values }: FeatureSpec): string {
  const read = argument === 'outcome' ? 'chargeback.value' : argument === 'none' ? '' : `event.${argument}`;
  if (operation === 'variance' || operation === 'stddev') return `${operation}(${read}, "${sample ? 'sample' : 'population'}")`;
  return operation === 'last_n' ? `last_n(${read}, ${values})` : `${operation}(${read})`;
}

const SCHEMAS: Readonly<Record<string, object>> = {
  'event.json': {
    type: 'object',
    required: ['id', 'at', 'customer', 'terminal', 'amount', 'raw', 'merchant', 'level'],
    properties: {
      ...{ id: { type: 'string' }, at: { type: 'string', format: 'date-time' }, customer: { type: 'string' }, terminal: { type: 'string' } },
      ...{ amount: { type: 'number', multipleOf: 0.01 }, raw: { type: 'number' }, merchant: { type: 'string' }, level: { type: 'integer' } },
    },
  },
  'chargeback.json': {
    type: 'object',
    required: ['id', 'at', 'fraud', 'loss'],
    properties: { id: { type: 'string' }, at: { type: 'string', format: 'date-time' }, fraud: { type: 'integer' }, loss: { type: 'number' } },
  },
};

export function schemaOf(file: string): string | undefined {
  return SCHEMAS[file] && JSON.stringify(SCHEMAS[file]);
}
