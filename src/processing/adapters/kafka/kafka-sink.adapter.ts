import type { TopicWriter } from '../../../ingestion/index.js';
import type { Sink, SinkRecord } from '../../ports/sink.port.js';

/** A topic of others as a sink; the connection is that of the log's brokers. */
export class KafkaSink implements Sink {
  constructor(private readonly writer: TopicWriter) {}

  send(records: readonly SinkRecord[]): Promise<void> {
    return this.writer.write(records);
  }

  close(): Promise<void> {
    return this.writer.close();
  }
}
