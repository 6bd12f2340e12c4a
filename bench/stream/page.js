const MIB = 1024 * 1024;

/** @param {number} value */
const whole = (value) => Math.round(value).toLocaleString('en-US');
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
    'Of the wall time, warm: ' + parts.join('; ') + '.',
    '',
    'Millrace does more here than its peers: it guards and checks each event against its JSON Schema, brings it into canonical form and digests that (HMAC-SHA-256), keeps the ids for duplicates, judges lateness, hashes the id of the prediction and packs the delta of the state. The door is everything up to the digest; features is the rest.',
    '',
  ];
}
