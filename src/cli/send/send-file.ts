import { setTimeout as sleep } from 'node:timers/promises';
import { MillraceError, type Plan } from '../../definition/index.js';
import type { Status } from '../answers.js';
import type { Client } from '../client.js';
import type { Progress } from '../progress.js';
import { lineBatches } from './batches.js';
import { type Mapping, readerFor } from './choose-reader.js';
import { GUARDED_LINES, type LateGuard } from './late-guard.js';
import type { InputFile } from './input-file.js';
import type { LineReader } from './line-reader.js';
import { LineSink } from './line-sink.js';
import { type LineTotals, lastLine, postLines } from './post-lines.js';
import { Refusals } from './refusals.js';

const WATCH_MS = 250;

export interface SendRequest {
  readonly input: InputFile;
  readonly mapping: Mapping;
  readonly plan: Plan;
  readonly source: string;
  readonly producer: string;
  readonly signal: AbortSignal;
  /** For a live pipeline: stops when the events are late. */
  readonly guard?: LateGuard | undefined;
}

/** What a file came to. */
export interface Sent extends LineTotals {
  /** Lines that the log had before this command, by the producer's last line. */
  readonly skipped: number;
  readonly refusals: Refusals;
  /** False when the signal ended it early. */
  readonly complete: boolean;
}

/** Reads a file, makes events of it and posts those that the log has not yet. */
export async function sendFile(client: Client, request: SendRequest, tell: (progress: Progress) => void): Promise<Sent> {
  const { input, plan, mapping, signal } = request;
  const target = { client, ...request };
  const skip = await lastLine(target);
  const sink = new LineSink(skip);
  const totals: LineTotals = { lines: 0, sent: 0, repeated: 0 };
  const fromServer = new Refusals();
  let reader: LineReader | undefined;
  const progress = (): Progress => ({
    what: sink.last <= skip ? 'skipping' : 'sending',
    share: input.size === undefined ? undefined : input.bytesRead() / Math.max(1, input.size),
    events: totals.lines + Math.min(sink.last, skip),
    refused: fromServer.count + (reader?.refusals.count ?? 0),
  });
  const batches = lineBatches(input, sink, (start) => (reader = readerFor(start, plan, mapping)), request.guard && GUARDED_LINES);
  const timer = setInterval(() => tell(progress()), 100);
  try {
    await postLines(batches, target, () => reader?.type, totals, fromServer);
  } catch (error) {
    if (!(error instanceof MillraceError && error.code === 'interrupted')) throw error;
  } finally {
    clearInterval(timer);
    tell(progress());
  }
  return { ...totals, skipped: Math.min(sink.last, skip), refusals: merged(reader?.refusals, fromServer), complete: !signal.aborted };
}

function merged(local: Refusals | undefined, server: Refusals): Refusals {
  if (!local || local.count === 0) return server;
  const all = new Refusals();
  const told = [...local.first, ...server.first].sort((a, b) => a.line - b.line);
  all.addCounts(local);
  all.addCounts(server);
  all.first.push(...told.slice(0, Refusals.KEPT));
  return all;
}

/**
 * Waits until the lane has committed every record of its log. Returns the last status.
 * Error: `lane_failed` where the lane stopped for good.
 */
export async function awaitLane(client: Client, run: string, signal: AbortSignal, tell: (progress: Progress) => void): Promise<Status> {
  const path = `/v1/pipelines/${encodeURIComponent(run)}`;
  let startPosition: number | undefined;
  for (;;) {
    const status = await client.get<Status>(path, signal);
    startPosition ??= status.position;
    const { lane, lag, position, log_end: end } = status;
    if (lane.state === 'failed') throw new MillraceError('lane_failed', 'fatal', `the lane of ${run} stopped: ${lane.error?.message ?? 'no reason was given'}`);
    const share = end > startPosition ? (position - startPosition) / (end - startPosition) : 1;
    const note = lag > 0 && lane.error ? `the lane waits: ${lane.error.message}` : undefined;
    tell({ what: 'working', share, events: position - startPosition, refused: 0, note });
    if (lag <= 0 || signal.aborted) return status;
    await sleep(WATCH_MS, undefined, { signal }).catch(() => undefined);
  }
}
