import type { Status } from './answers.js';
import type { Client } from './client.js';
import { UsageError } from './problem.js';

/** Name of the pipeline that was asked for, else of the only one that is deployed. Error: UsageError with the names there are. */
export async function choosePipeline(client: Client, asked: string | undefined): Promise<string> {
  if (asked !== undefined) return asked;
  const { pipelines } = await client.get<{ pipelines: readonly Status[] }>('/v1/pipelines');
  const names = [...new Set(pipelines.map((status) => status.pipeline))];
  if (names.length === 1) return names[0];
  if (names.length === 0) throw new UsageError('no pipeline is deployed: start one with `millrace up FOLDER`');
  throw new UsageError(`several pipelines are deployed: name one with --pipeline, of ${names.join(', ')}`);
}
