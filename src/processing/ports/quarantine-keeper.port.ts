import type { Retries } from '../domain/index.js';

/** Keeps what is known of quarantined records. Errors of every call: `store_unavailable` (retryable). */
export interface QuarantineKeeper {
  /** What was kept of the run's quarantined records at these positions; others are left out. */
  quarantined(run: string, positions: readonly number[]): Promise<Retries>;
  /** Marks a quarantined record as given up. */
  drop(run: string, position: number): Promise<void>;
}
