import type { KeyName, PackedKey, StateImage, WantedKeys } from '../domain/index.js';

/** Looks at some stored images after `after`, in an order that the store knows, and deletes those whose keys ended by `endedUs`. */
export interface Sweep {
  readonly after: KeyName;
  readonly endedUs: number;
  readonly limit: number;
}

/** What a checkpoint writes, whole or not at all: images over older ones; deltas up to `dropDeltas` are forgotten. */
export interface Checkpoint {
  readonly images: readonly PackedKey[];
  readonly dropDeltas: number;
  readonly sweep?: Sweep | undefined;
}

/** What a sweep came to. */
export interface Swept {
  /** Keys whose images were deleted. */
  readonly gone: readonly KeyName[];
  /** Where the next sweep goes on; undefined at the end. */
  readonly last: KeyName | undefined;
}

/** Images of keys that are not in memory. */
export interface KeyImages {
  /** Of all these keys in one question: those named, and those that hold an event with one of these match values; unknown ones are left out. */
  keyImages(stateId: number, wanted: WantedKeys): Promise<StateImage[]>;
}

/**
 * Images of a state that nobody goes on from: gone with the process, and never seen by another. Errors: `store_unavailable` (retryable), also
 * where the images were lost with a connection.
 */
export interface ScratchImages {
  /** A new place for images; to be dropped when it is done with. */
  openScratch(): Promise<number>;
  writeScratch(scratch: number, checkpoint: Checkpoint): Promise<Swept>;
  readScratch(scratch: number, wanted: WantedKeys): Promise<StateImage[]>;
  dropScratch(scratch: number): Promise<void>;
}
