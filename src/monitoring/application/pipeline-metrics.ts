import { Inject, Injectable } from '@nestjs/common';
import { Counter, Histogram, register } from 'prom-client';
import { type Commit, CommitFeed } from '../../processing/index.js';

const DISPOSITION_LABELS = ['predicted', 'observed', 'joined', 'parked', 'unmatched', 'late', 'duplicate', 'quarantined'] as const;
const US = 1e6;

/** Counts what commits wrote; one observation a commit, never one an event. */
@Injectable()
export class PipelineMetrics {
  private readonly records = new Counter({
    name: 'millrace_records_total',
    help: 'Records of the log by what became of them',
    labelNames: ['run', 'disposition'],
    registers: [register],
  });
  private readonly size = new Histogram({
    name: 'millrace_commit_records',
    help: 'Records of a commit',
    labelNames: ['run'],
    buckets: [1, 10, 100, 1000, 4096],
    registers: [register],
  });
  private readonly freshness = new Histogram({
    name: 'millrace_freshness_seconds',
    help: 'From the arrival of the oldest event of a commit to its durable prediction',
    labelNames: ['run'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
    registers: [register],
  });

  constructor(@Inject(CommitFeed) feed: CommitFeed) {
    feed.subscribe((lane, commit) => this.observe(lane.run.name, commit));
  }

  private observe(run: string, commit: Commit): void {
    this.size.observe({ run }, commit.to - commit.from);
    DISPOSITION_LABELS.forEach((disposition, i) => {
      if (commit.books[i] > 0) this.records.inc({ run, disposition }, commit.books[i]);
    });
    const oldest = commit.predictions[0];
    if (oldest) this.freshness.observe({ run }, Math.max(0, Date.now() / 1000 - oldest.arrivedAtUs / US));
  }
}
