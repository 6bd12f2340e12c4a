/** Takes what is committed, in order; a batch that failed comes again. */
export interface Sink {
  /** Resolves once all of it is durable there. Errors are retryable, whatever they are: a sink that is stuck stops only itself. */
  send(records: readonly SinkRecord[]): Promise<void>;
  close(): Promise<void>;
}

export interface SinkRecord {
  /** Tells a record from every other: one that comes twice has the same. */
  readonly key: string;
  /** JSON. */
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How far each sink has come; the text is the reader's own. */
export interface SinkCursors {
  load(sink: string): Promise<string | undefined>;
  save(sink: string, cursor: string, sent: number): Promise<void>;
}
