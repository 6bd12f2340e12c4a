import createClient, { type Client } from 'openapi-fetch';
import { MillraceError } from './error.js';
import { type FollowOptions, type Followed, follow } from './follow.js';
import type { components, paths } from './openapi.js';
import { type Patience, patientFetch, sleepMs } from './patient-fetch.js';
import { type SendOptions, type Sent, sendLines } from './send.js';

export interface MillraceClientOptions extends Partial<Patience> {
  readonly url: string;
  readonly key: string;
}

export interface MillraceClient {
  /** Every operation of the OpenAPI document, typed; a failure is thrown as a MillraceError. */
  readonly api: Client<paths>;
  /** Sends one event and waits for its prediction, whose record is durable; the same event again gets the same answer. */
  predict(pipeline: string, event: Record<string, unknown>): Promise<components['schemas']['Prediction']>;
  /** Sends events in order and returns once they are durable; what is sent again adds nothing. */
  send(source: string, type: string, events: Iterable<object> | AsyncIterable<object>, options?: SendOptions): Promise<Sent>;
  /** Predictions as they are committed, each once, over lost connections. */
  follow(pipeline: string, options?: FollowOptions): AsyncGenerator<Followed>;
}

const PATIENCE_MS = 60_000;

export function createMillraceClient({ url, key, patienceMs = PATIENCE_MS, sleep = sleepMs }: MillraceClientOptions): MillraceClient {
  const api = createClient<paths>({
    baseUrl: url.replace(/\/+$/, ''),
    headers: { authorization: `Bearer ${key}` },
    fetch: patientFetch({ patienceMs, sleep }),
  });
  return {
    api,
    predict: async (pipeline, event) => {
      const { data } = await api.POST('/v1/pipelines/{pipeline}/predictions', { params: { path: { pipeline } }, body: event });
      return present(data) as components['schemas']['Prediction'];
    },
    send: (source, type, events, options = {}) => send(api, { source, type }, events, options),
    follow: (pipeline, options = {}) => follow(options, { sleep, open: (after) => openStream(api, pipeline, after, options) }),
  };
}

async function send(
  api: Client<paths>,
  path: { source: string; type: string },
  events: Iterable<object> | AsyncIterable<object>,
  { producer: named, signal }: SendOptions,
): Promise<Sent> {
  const producer = named ?? `typescript-${crypto.randomUUID()}`;
  const known =
    named !== undefined ? await api.GET('/v1/events/{source}/producers/{producer}', { params: { path: { source: path.source, producer } } }) : undefined;
  return sendLines(events, { producer, done: known ? present(known.data).last_line : 0 }, async ({ firstLine, body }) => {
    const { data } = await api.POST('/v1/events/{source}/{type}', {
      params: { path, header: { 'Millrace-Producer': producer, 'Millrace-First-Line': firstLine } },
      headers: { 'content-type': 'application/x-ndjson' },
      // The body is lines of text here; the document's type of it is that of its JSON form.
      body: body as never,
      bodySerializer: (lines: unknown) => lines as string,
      ...(signal ? { signal } : {}),
    });
    return present(data) as components['schemas']['Intake'];
  });
}

async function openStream(api: Client<paths>, pipeline: string, after: string | undefined, { key, signal }: FollowOptions): Promise<Response> {
  const query = { ...(key === undefined ? {} : { key }), ...(after === 'start' ? { after } : {}) };
  const header = after === undefined || after === 'start' ? {} : { 'Last-Event-ID': after };
  const params = { path: { pipeline }, query, header };
  const { response } = await api.GET('/v1/pipelines/{pipeline}/predictions/stream', { params, parseAs: 'stream', ...(signal ? { signal } : {}) });
  return response;
}

function present<T>(data: T | undefined): T {
  if (data === undefined) throw new MillraceError('no_millrace', 'the answer has no body: is the url that of a Millrace?', 0);
  return data;
}
