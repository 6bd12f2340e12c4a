import type { Plan } from '../../definition/index.js';

/** How far before an event the log can matter to it, µs: windows with delay and lateness, and outcomes that waited. */
export function replaySpanUs({ groups, events }: Plan): number {
  const kept = Math.max(0, ...groups.map((group) => group.retentionUs));
  return kept + Math.max(0, ...events.map((event) => (event.outcome?.maturesUs ?? 0) + event.latenessUs));
}

/** How far back the longest window of the feature vector reaches, with its delay, µs; 0 without windows. */
export function windowReachUs({ groups, features, vector }: Plan): number {
  return Math.max(
    0,
    ...vector.map((f) => {
      const feature = features[f];
      if (feature.kind === 'event') return 0;
      const { overUs, delayUs } = groups[feature.group].windows[feature.window];
      return overUs + delayUs;
    }),
  );
}
