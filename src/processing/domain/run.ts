import type { BoundPlan } from '../../definition/index.js';

/** A pipeline over a given input, as it is deployed now. */
export interface Run {
  /** The pipeline's name for the live run, else `PIPELINE@NAME`. */
  readonly name: string;
  readonly pipeline: string;
  readonly live: boolean;
  /** Name of the log that it reads. */
  readonly log: string;
  readonly versionId: number;
  readonly bound: BoundPlan;
  readonly model: RunModel | undefined;
}

/** The model version that scores for a run. */
export interface RunModel {
  readonly handle: string;
  readonly name: string;
  readonly version: number;
  /** SHA-256, hex. */
  readonly digest: string;
  readonly scorerId: number;
}

const RUN_NAME = /^([a-z][a-z0-9-]{0,62})(?:@([A-Za-z0-9][A-Za-z0-9._-]{0,62}))?$/;

/** Splits a run's name; undefined when it is none. */
export function parseRunName(name: string): { pipeline: string; run: string | undefined } | undefined {
  const parts = RUN_NAME.exec(name);
  return parts ? { pipeline: parts[1], run: parts[2] } : undefined;
}
