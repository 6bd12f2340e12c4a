import type { TestApp } from './app.js';

export interface StreamEvent {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: Readonly<Record<string, unknown>> | undefined;
}

/** A reader of server-sent events over fetch, with its key in the header as every reader has it. */
export interface EventReader {
  readonly response: Response;
  /** The next event with data; undefined once the stream has ended. */
  next(): Promise<StreamEvent | undefined>;
  take(count: number): Promise<StreamEvent[]>;
  /** Everything that has come so far, as text. */
  text(): string;
  close(): Promise<void>;
}

export async function readEvents(app: TestApp, key: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
  const response = await fetch(app.server.url + path, { headers: { authorization: `Bearer ${key}`, ...headers } });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let [text, rest] = ['', ''];
  const next = async (): Promise<StreamEvent | undefined> => {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end >= 0) {
        const event = eventOf(rest.slice(0, end));
        rest = rest.slice(end + 2);
        if (event.data) return event;
        continue;
      }
      const piece = await reader?.read();
      if (!piece || piece.done) return undefined;
      text += piece.value;
      rest += piece.value;
    }
  };
  const take = async (count: number): Promise<StreamEvent[]> => {
    const events: StreamEvent[] = [];
    while (events.length < count) {
      const event = await next();
      if (!event) throw new Error(`the stream ended after ${events.length} of ${count} events`);
      events.push(event);
    }
    return events;
  };
  return { response, next, take, text: () => text, close: async () => reader?.cancel() };
}

function eventOf(frame: string): StreamEvent {
  const field = (name: string) =>
    frame
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const data = field('data');
  return { id: field('id'), event: field('event'), data: data === undefined ? undefined : (JSON.parse(data) as Record<string, unknown>) };
}
