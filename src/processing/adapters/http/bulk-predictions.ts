import type { Readable } from 'node:stream';
import { lineBatches } from '../../../ingestion/index.js';
import type { AskPrediction } from '../../application/ask-prediction.js';
import { inOrder } from '../../application/in-order.js';
import { Places } from '../../application/places.js';
import type { Versions } from '../../application/versions.js';
import type { Run } from '../../domain/index.js';
import type { ProblemOf } from '../../processing.tokens.js';

/** Lines that wait for their commit at a time, of one request. */
const UNDER_WAY = 128;

interface BulkPorts {
  readonly ask: AskPrediction;
  readonly versions: Versions;
  readonly problemOf: ProblemOf;
}

interface Line {
  readonly bytes: Buffer;
  readonly number: number;
}

/**
 * Lines of events to lines of answers, in their order: a prediction, or a problem with the number of its line. Blank lines have no
 * answer. One line that is refused never holds up the others.
 */
export async function* bulkAnswers(run: Run, body: Readable, eventLimitBytes: number, { ask, versions, problemOf }: BulkPorts): AsyncGenerator<string> {
  const places = new Places();
  const answer = async ({ bytes, number }: Line): Promise<string> => {
    try {
      return `${JSON.stringify(await versions.answer(await places.next((place) => ask.run(run, bytes, {}, place))))}\n`;
    } catch (error) {
      return `${JSON.stringify({ line: number, ...problemOf(error) })}\n`;
    }
  };
  yield* inOrder(linesOf(body, eventLimitBytes), UNDER_WAY, answer);
}

async function* linesOf(body: Readable, lineBytes: number): AsyncGenerator<Line> {
  let number = 0;
  // A batch of one byte is a line: each is worked on as it comes.
  for await (const lines of lineBatches(body, { lineBytes, batchBytes: 1 })) {
    for (const bytes of lines) {
      number++;
      if (bytes.length > 0) yield { bytes, number };
    }
  }
}
