/** A table that nobody has seen before: names, types, keys and size are functions of the seed. */
export interface DrawnTable {
  readonly csv: string;
  readonly rows: number;
  readonly label: string;
}

/** Numbers in [0, 1) from a seed: mulberry32. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const IDS = ['id', 'Tx Id', 'order no', 'UUID', 'événement id'];
const TIMES = ['time', 'created_at', 'When', 'Date de création', 'timestamp'];
const KEYS = ['customer', 'Kunde', 'card_id', 'device id', '1st account'];
const ENTITIES = ['shop', 'terminal no', 'Station', 'city'];
const AMOUNTS = ['amount', 'Price (EUR)', 'total', 'in', 'valeur'];
const LABELS = ['is fraud', 'label', 'churned', 'Ausfall?'];

const two = (n: number): string => String(n).padStart(2, '0');
const FORMS: readonly ((time: Date) => string)[] = [
  (time) => time.toISOString(),
  (time) => time.toISOString().slice(0, 19).replace('T', ' '),
  (time) => `${two(time.getUTCDate())}.${two(time.getUTCMonth() + 1)}.${time.getUTCFullYear()} ${time.toISOString().slice(11, 19)}`,
  (time) => String(Math.floor(time.getTime() / 1000)),
];
const TRUTHS: readonly (readonly [string, string])[] = [
  ['0', '1'],
  ['false', 'true'],
  ['no', 'yes'],
  ['good', 'bad'],
];

export function drawTable(seed: number): DrawnTable {
  const random = randomOf(seed);
  const int = (below: number): number => Math.floor(random() * below);
  const one = <T>(from: readonly T[]): T => from[int(from.length)];
  const [form, truth, keys, entities, rows] = [one(FORMS), one(TRUTHS), 5 + int(60), 4 + int(20), 600 + int(900)];
  const spanMs = one([3 * 3_600_000, 4 * 86_400_000, 60 * 86_400_000]);
  const noise = 1 + int(4);
  const label = one(LABELS);
  const columns: [string, (row: { time: Date; i: number; amount: number; bad: boolean }) => string][] = [
    [one(IDS), ({ i }) => `E${seed}-${i}`],
    [one(TIMES), ({ time }) => form(time)],
    [one(KEYS), () => `K${int(keys)}`],
    [one(ENTITIES), () => `s ${int(entities)}, "x"`],
    [one(AMOUNTS), ({ amount }) => amount.toFixed(2)],
    ...Array.from({ length: noise }, (_, n): [string, () => string] => [
      `x${n} ø`,
      one([() => String(int(9)), () => String(random()), () => one(['', 'NA', '1.5']), () => one(['a', 'b', 'c'])]),
    ]),
    [label, ({ bad, i }) => (i % 17 === 3 ? '' : truth[bad ? 1 : 0])],
  ];
  const start = Date.UTC(2023, int(12), 1 + int(28));
  const lines = Array.from({ length: rows }, (_, i) => {
    const amount = Math.round(random() * 20_000) / 100;
    const row = { i, time: new Date(start + Math.floor((spanMs * i) / rows)), amount, bad: amount > 150 || random() < 0.05 };
    return columns.map(([, value]) => quoted(value(row))).join(',');
  });
  return { csv: [columns.map(([name]) => quoted(name)).join(','), ...lines].join('\n') + '\n', rows, label };
}

function quoted(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
