/** A lane and who owns it, as one process sees it. */
export interface OwnedLane {
  readonly run: string;
  readonly partition: number;
  readonly owner: string | undefined;
}

/**
 * What one worker should do so that every lane is worked on and no worker has more lanes than its share, rounded up.
 * @param forsaken whether a lane has been without an owner for so long that anybody should take it.
 */
export function laneShare<T extends OwnedLane>(
  lanes: readonly T[],
  workers: readonly string[],
  self: string,
  forsaken: (lane: T) => boolean,
): { readonly take: readonly T[]; readonly giveBack: readonly T[] } {
  const others = workers.filter((worker) => worker !== self);
  const quota = Math.ceil(lanes.length / (others.length + 1));
  const mine = lanes.filter(({ owner }) => owner === self);
  const free = lanes.filter(({ owner }) => owner === undefined);
  // Each begins elsewhere, so that not all reach for the same lane.
  const first = others.filter((worker) => worker < self).length * quota;
  const turned = [...free.slice(first % Math.max(1, free.length)), ...free.slice(0, first % Math.max(1, free.length))];
  const take = turned.slice(0, Math.max(0, quota - mine.length));
  return { take: [...take, ...turned.slice(take.length).filter(forsaken)], giveBack: others.length > 0 ? mine.slice(quota) : [] };
}
