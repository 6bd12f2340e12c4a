import type { Lane } from './application/lane.js';
import type { Commit } from './ports/commit-store.port.js';

/** `work` of the straight line, bound to this application's ports. */
export type Work = (lane: Lane) => Promise<number>;
export const WORK = Symbol('work');

/** Tells what has been committed, to whoever asked. */
export class CommitFeed {
  private readonly listeners = new Set<(lane: Lane, commit: Commit) => void>();

  subscribe(listener: (lane: Lane, commit: Commit) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  announce(lane: Lane, commit: Commit): void {
    for (const listener of this.listeners) listener(lane, commit);
  }
}

export const ID_KEY = Symbol('IdKey');
export const DEADLINE_MS = Symbol('DeadlineMs');
export const STATE_BYTES = Symbol('StateBytes');

/** The problem document of an error, as the HTTP face tells it. */
export type ProblemOf = (error: unknown) => Readonly<Record<string, unknown>>;
export const PROBLEM_OF = Symbol('ProblemOf');
