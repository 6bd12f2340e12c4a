const MIB = 1024 * 1024;

/** @param {number} value */
export const whole = (value) => Math.round(value).toLocaleString('en-US');
/** @param {number} value */
const ratio = (value) => value.toFixed(2);

/**
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 */
export const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

/**
 * @param {Awaited<ReturnType<typeof import('./features.js').measureFeatures>>} measured
 * @param {number} events
 */
export function featureLines({ peers, ratios, rounds, warmEvents }, events) {
  const all = Object.values(peers);
  return [
    '## Features',
    '',
    `${whole(events)} payments of 60 days as NDJSON: 5,000 cards, 10,000 terminals, 5 % out of order by up to 10 minutes. For each its count, sum and mean of the amount over 1, 7 and 30 days by card and by terminal: 18 doubles, equal to the bit in all peers (checksum ${all[0]?.checksums[0]}).`,
    '',
    `Median of ${rounds} rounds, peers in turn. *Warm* is measured inside the process after a pass over the first ${whole(warmEvents)} events; *cold* is the whole process with its start. CPU is user and system time of all threads.`,
    '',
    ...table(
      ['peer', 'events per CPU-second, warm', 'events per second, warm', 'events per CPU-second, cold', 'events per second, cold', 'peak memory, MiB'],
      all.map(({ title, version, warm, cold, peakBytes }) => [
        `${title} (${version})`,
        whole(warm.perCpuSecond),
        whole(warm.perSecond),
        whole(cold.perCpuSecond),
        whole(cold.perSecond),
        whole(peakBytes / MIB),
      ]),
    ),
    '',
    ...table(
      ['ratio', 'per CPU-second, warm', 'per second, warm', 'per CPU-second, cold', 'per second, cold', 'goal'],
      ratios.map(({ of, to, goal, ...values }) => [
        `${peers[of].title} / ${peers[to].title}`,
        ratio(values.warmPerCpuSecond),
        ratio(values.warmPerSecond),
        ratio(values.coldPerCpuSecond),
        ratio(values.coldPerSecond),
        goal ?? '',
      ]),
    ),
    '',
    ...partLines(all),
  ];
}

/** @param {import('./features.js').PeerFigures[]} all */
function partLines(all) {
  const parts = all.flatMap(({ title, partSeconds, events }) =>
    Object.entries(partSeconds).map(([part, seconds]) => `${title}, ${part}: ${((seconds / events) * 1e6).toFixed(2)} us an event`),
  );
  if (parts.length === 0) return [];
  return [
    'Of the CPU time, warm: ' + parts.join('; ') + '.',
    '',
    'Millrace does more here than its peers: it guards and checks each event against its JSON Schema, brings it into canonical form and digests that (HMAC-SHA-256), keeps the ids for duplicates, judges lateness, hashes the id of the prediction and packs the delta of the state. The door is everything up to the digest; features is the rest.',
    '',
  ];
}

/** @param {Awaited<ReturnType<typeof import('./durable.js').measureDurable>>} measured */
export function durableLines({ events, rounds, millrace, bare, indexed, ratios }) {
  const row = (/** @type {string} */ name, /** @type {{ perSecond: number, walBytesPerEvent: number }} */ { perSecond, walBytesPerEvent }) => [
    name,
    whole(perSecond),
    whole(walBytesPerEvent),
  ];
  return [
    '## Durable',
    '',
    `${whole(events)} such payments through the NDJSON intake of the whole application on its embedded PostgreSQL: log, features, ONNX model, record, ledger, state, all committed; from the first byte to the last commit, at ${whole(millrace.applicationCpuUsPerEvent)} us of the application and ${whole(millrace.postgresCpuUsPerEvent)} us of PostgreSQL an event. Then the log and prediction rows that it wrote go into the same server by binary COPY, 4,096 a transaction: as bare rows, and into tables with the application's indexes. Median of ${rounds} rounds, each on a new database, a checkpoint before each part. The stored vectors equal those of plain Node over the same file to the bit.`,
    '',
    ...table(
      ['', 'events per second', 'WAL, bytes an event'],
      [row('Millrace', millrace), row('COPY of bare rows', bare), row('COPY with the same indexes', indexed)],
    ),
    '',
    ...table(
      ['ratio', 'events per second', 'goal', 'WAL', 'goal'],
      [
        ['Millrace / COPY of bare rows', ratio(ratios.bare.perSecond), 'at least 0.5', ratio(ratios.bare.wal), 'at most 2.5'],
        ['Millrace / COPY with the same indexes', ratio(ratios.indexed.perSecond), '', ratio(ratios.indexed.wal), ''],
      ],
    ),
    '',
  ];
}

/** @param {Awaited<ReturnType<typeof import('./predictions.js').measurePredictions>>} measured */
export function predictionLines(measured) {
  const { asks, stream, controlAloneMs, controlUnderLoad, ratios, goal } = measured;
  const row = (/** @type {string} */ name, /** @type {import('./predictions.js').Latencies} */ { count, p50, p99, p999, most }) => [
    name,
    whole(count),
    ...[p50, p99, p999, most].map((ms) => ms.toFixed(2)),
  ];
  return [
    '## Synchronous predictions',
    '',
    `${whole(measured.asksPerSecond)} requests a second, open loop over keep-alive connections, for ${measured.seconds} s while ${whole(measured.eventsPerSecond)} events a second stream in (NDJSON requests of ${measured.linesARequest} lines), after a history of ${whole(measured.history)} events and ${measured.warmSeconds} s of the same load that are not counted. The load comes from a second process. A latency counts from the moment at which its request was due. The control is two commits of one row, one after the other, into the same server by the same process. The application took ${whole(measured.applicationCpuPercent)} % of a processor and PostgreSQL ${whole(measured.postgresCpuPercent)} %.`,
    '',
    ...table(
      ['ms', 'count', 'p50', 'p99', 'p99.9', 'longest'],
      [
        row('prediction, answered', asks.ms),
        row(`${measured.linesARequest} events, durable`, stream.ms),
        row('control, alone', controlAloneMs),
        row('control, under the same load', controlUnderLoad.ms),
        row('lag of the load itself', asks.generatorLagMs),
      ],
    ),
    '',
    `p99 of the prediction over p99 of the control: ${ratio(ratios.alone)} with the control alone, ${ratio(ratios.underLoad)} under the same load; the goal is at most ${goal}.`,
    '',
  ];
}
