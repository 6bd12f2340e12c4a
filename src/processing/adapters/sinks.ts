import type { Provider } from '@nestjs/common';
import pg from 'pg';
import { MillraceError } from '../../definition/index.js';
import { OPEN_TOPIC_WRITER, type OpenTopicWriter } from '../../ingestion/index.js';
import type { SinkSettings } from '../../platform/config/index.js';
import { RunSink, type SinkPorts } from '../application/run-sink.js';
import { predictionPages, quarantinePages } from '../application/sink-pages.js';
import { Sinks } from '../application/sinks.js';
import { Versions } from '../application/versions.js';
import { PREDICTION_FEED, type PredictionFeed } from '../ports/prediction-feed.port.js';
import { RECORD_READER, type RecordReader } from '../ports/record-reader.port.js';
import type { Sink } from '../ports/sink.port.js';

/** Sinks by the system that takes them; each is imported only where it is used. */
const SINKS: { readonly kafka: (open: OpenTopicWriter, topic: string) => Promise<Sink> } = {
  kafka: async (open, topic) => new (await import('./kafka/kafka-sink.adapter.js')).KafkaSink(await open(topic)),
};

export const sinksOf = (settings: Readonly<Record<string, SinkSettings>>): Provider => ({
  provide: Sinks,
  useFactory: async (pool: pg.Pool, open: OpenTopicWriter, feed: PredictionFeed, reader: RecordReader, versions: Versions) => {
    const { PostgresSinkCursors } = await import('./postgres/postgres-sink-cursors.adapter.js');
    const cursors = new PostgresSinkCursors(pool);
    const sinks = Object.entries(settings).map(async ([name, { of, from, to }]) => {
      const kinds: Readonly<Record<string, SinkPorts['read']>> = {
        predictions: predictionPages(from, feed, (stored) => versions.answer(stored)),
        quarantine: quarantinePages(from, reader),
      };
      const read = Object.hasOwn(kinds, of) ? kinds[of] : undefined;
      if (!read) throw new MillraceError('sink_settings', 'fatal', `sinks.${name}.of is "${of}": it must be ${Object.keys(kinds).join(' or ')}`);
      return new RunSink(name, { read, sink: await SINKS.kafka(open, to.kafka), cursors });
    });
    return new Sinks(await Promise.all(sinks));
  },
  inject: [pg.Pool, OPEN_TOPIC_WRITER, PREDICTION_FEED, RECORD_READER, Versions],
});
