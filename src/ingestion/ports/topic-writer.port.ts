/** Writes to a topic of others. A batch is acknowledged by every replica in sync, or the call fails; then it may be there all the same. */
export interface TopicWriter {
  /** Records of one key keep their order. Errors: `log_unavailable` and its kin (retryable). */
  write(records: readonly TopicRecord[]): Promise<void>;
  close(): Promise<void>;
}

export interface TopicRecord {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Opens nothing yet; the first write does. */
export type OpenTopicWriter = (topic: string) => Promise<TopicWriter>;
export const OPEN_TOPIC_WRITER = Symbol('OpenTopicWriter');
