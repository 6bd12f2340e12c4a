/** Answers of the REST API, as far as the commands read them. */

export type Books = Readonly<Record<string, number | boolean | undefined>>;

/** A pipeline or a run of one. */
export interface Status {
  readonly name: string;
  readonly pipeline: string;
  readonly live: boolean;
  readonly source: string;
  readonly hash: string;
  readonly version: number;
  readonly change: {
    readonly version: number;
    readonly position: number;
    readonly percent: number;
    readonly records_per_second: number;
    readonly seconds_left: number | null;
    readonly error: { readonly code: string; readonly message: string } | null;
  } | null;
  readonly rollback: { readonly version: number; readonly at_once: boolean } | null;
  readonly model: { readonly name: string; readonly version: number; readonly digest: string } | null;
  readonly on: string;
  readonly types: readonly { readonly type: string; readonly outcome: boolean }[];
  readonly position: number;
  readonly log_end: number;
  /** Records of the log that are not committed yet. */
  readonly lag: number;
  readonly max_event_time: string | null;
  readonly lane: { readonly state: string; readonly error?: { readonly code: string; readonly message: string } };
  readonly events_per_second: number;
  readonly predictions_per_second: number;
  readonly p99_ms: number | null;
  /** Absent from an application of an earlier version. */
  readonly state?: { readonly keys: number; readonly evicted: number; readonly bytes: number } | null;
  readonly books: Books;
  readonly refused: Readonly<Record<string, number>>;
}

/** What differs between two plans. */
export interface Changes {
  readonly features: { readonly added: readonly string[]; readonly removed: readonly string[]; readonly changed: readonly string[] };
  readonly parts: readonly string[];
  readonly window_state: 'shared' | 'rebuilt';
}

/** What came of a deployment. */
export interface DeployAnswer {
  readonly pipeline: string;
  readonly outcome: 'created' | 'unchanged' | 'live' | 'backfilling';
  readonly version: number;
  readonly hash: string;
  readonly changes: Changes | null;
}

export interface RunAnswer {
  readonly run: string;
  readonly pipeline: string;
  readonly source: string;
}

/** A line that was not taken, and why. */
export interface Refused {
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** What became of a request's lines. `accepted` counts the repeated ones too: all of them are in the log. */
export interface IntakeAnswer {
  readonly accepted: number;
  readonly repeated: number;
  readonly refused_count: number;
  readonly refused: readonly Refused[];
}

interface Compared<T> {
  readonly stored: T;
  readonly rebuilt: T;
  readonly equal: boolean;
}

/** A prediction beside the same one computed again from the log. */
export interface WhyAnswer {
  readonly prediction: {
    readonly id: string;
    readonly event_id: string;
    readonly time: string;
    readonly run: string;
    readonly position: number;
    readonly model: { readonly name: string; readonly version: number };
    readonly degraded: string | null;
  };
  readonly features: Readonly<Record<string, Compared<number>>>;
  readonly score: Compared<number>;
  readonly decision: Compared<string | null>;
  readonly equal: boolean;
  /** For each window feature the events that it was computed from: times in (after, until], the newest of them oldest first. */
  readonly behind: readonly {
    readonly feature: string;
    readonly key: string;
    readonly after: string;
    readonly until: string;
    readonly total: number;
    readonly events: readonly { readonly position: number; readonly event_id: string | null; readonly time: string; readonly value: number | string | null }[];
  }[];
  readonly replayed: number;
}

/** A quarantined record; `type` and `event` where it was asked for alone. */
export interface QuarantinedAnswer {
  readonly position: number;
  readonly code: string;
  readonly reason: string;
  readonly event_id: string | null;
  readonly time: string | null;
  readonly state: 'open' | 'retried' | 'dropped';
  readonly retried_by: number | null;
  readonly type?: string;
  readonly event?: object;
}

/** What became of the record at `position` that tried again the one at `of`. */
export interface RetryAnswer {
  readonly of: number;
  readonly position: number;
  readonly disposition: string | null;
  readonly prediction: { readonly id: string; readonly score: number; readonly decision: string | null } | null;
  readonly reason: { readonly code: string; readonly reason: string } | null;
}
