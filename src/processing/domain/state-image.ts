/** A stored image of one key (or of the lane itself), with the log position after the last commit that it holds. */
export interface StateImage {
  readonly group: number;
  readonly key: string;
  readonly commitNo: number;
  readonly image: Buffer;
  /** Lane time from which nothing of the key can be reached, µs; absent of the lane itself, and of images of earlier versions. */
  readonly endsUs?: number | undefined;
  /** Log position up to which the match values of its events are stored beside it; 0 or absent: none are. */
  readonly matchedTo?: number | undefined;
}

/** An image to be written, with the match values of its events that are not stored beside the key yet, and the lane time until which each may be looked for. */
export interface PackedKey extends StateImage {
  readonly matches: readonly { readonly match: string; readonly endsUs: number }[];
}

/** A key of a group. */
export interface KeyName {
  readonly group: number;
  readonly key: string;
}
