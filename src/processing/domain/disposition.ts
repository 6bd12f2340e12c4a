/** What became of one record of the log; stored as one byte, so the numbers never change. */
export const DISPOSITIONS = ['', 'predicted', 'observed', 'joined', 'parked', 'unmatched', 'late', 'duplicate', 'quarantined'] as const;

export type Disposition = Exclude<(typeof DISPOSITIONS)[number], ''>;

export const PREDICTED = 1;
export const OBSERVED = 2;
export const JOINED = 3;
export const PARKED = 4;
export const UNMATCHED = 5;
export const LATE = 6;
export const DUPLICATE = 7;
export const QUARANTINED = 8;

/** How many records of a lane have each disposition; they sum to the lane's position. */
export type Books = Readonly<Record<Disposition, number>>;
