/** What became of a record, by the byte that a commit stores for it. */
export const DISPOSITIONS = ['', 'predicted', 'observed', 'joined', 'parked', 'unmatched', 'late', 'duplicate', 'quarantined'];
