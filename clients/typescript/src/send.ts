const LINES_A_REQUEST = 5000;
const BYTES_A_REQUEST = 4 * 1024 * 1024;
const REFUSALS_KEPT = 100;

export interface SendOptions {
  /** Names the sequence of events: sent again from its beginning, it goes on where the log stands. Default: a name of this call alone. */
  readonly producer?: string;
  readonly signal?: AbortSignal;
}

/** What became of the lines. `accepted` are in the log, `repeated` of them had been there before. */
export interface Sent {
  readonly producer: string;
  accepted: number;
  repeated: number;
  refusedCount: number;
  /** The first refused lines. */
  readonly refused: { readonly line: number; readonly code: string; readonly message: string }[];
}

interface Intake {
  readonly accepted: number;
  readonly repeated: number;
  readonly refused_count: number;
  readonly refused: Sent['refused'];
}

/** Lines of JSON in requests of bounded size, each with the number of its first line. */
export interface LinePost {
  readonly producer: string;
  readonly firstLine: number;
  readonly body: string;
}

/** Sends events in order; `post` answers once its lines are durable, and may be asked the same again without harm. */
export async function sendLines(
  events: Iterable<object> | AsyncIterable<object>,
  { producer, done }: { readonly producer: string; readonly done: number },
  post: (lines: LinePost) => Promise<Intake>,
): Promise<Sent> {
  const sent: Sent = { producer, accepted: 0, repeated: 0, refusedCount: 0, refused: [] };
  for await (const batch of batches(events, done)) {
    const answer = await post({ producer, ...batch });
    sent.accepted += answer.accepted;
    sent.repeated += answer.repeated;
    sent.refusedCount += answer.refused_count;
    sent.refused.push(...answer.refused.slice(0, REFUSALS_KEPT - sent.refused.length));
  }
  return sent;
}

async function* batches(events: Iterable<object> | AsyncIterable<object>, done: number): AsyncGenerator<Pick<LinePost, 'firstLine' | 'body'>> {
  let line = 0;
  let body = '';
  let count = 0;
  for await (const event of events) {
    line++;
    if (line <= done) continue;
    const text = `${JSON.stringify(event)}\n`;
    if (count > 0 && (count >= LINES_A_REQUEST || body.length + text.length > BYTES_A_REQUEST)) {
      yield { firstLine: line - count, body };
      body = '';
      count = 0;
    }
    body += text;
    count++;
  }
  if (count > 0) yield { firstLine: line - count + 1, body };
}
