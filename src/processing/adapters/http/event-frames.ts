import type { Run } from '../../domain/index.js';
import { answerOf } from '../../application/answer.js';
import { predictionEventOf } from '../../application/prediction-event.js';
import type { StoredPrediction } from '../../ports/record-reader.port.js';

/** The JSON of predictions; readers that share a prediction share its text, for as long as the prediction is kept. */
export class EventFrames {
  private readonly answers = new WeakMap<StoredPrediction, string>();
  private readonly cloudEvents = new WeakMap<StoredPrediction, string>();

  json(stored: StoredPrediction, run: Run, asCloudEvent: boolean): string {
    const texts = asCloudEvent ? this.cloudEvents : this.answers;
    const known = texts.get(stored);
    if (known !== undefined) return known;
    const answer = answerOf(stored, run.bound.plan);
    const text = JSON.stringify(asCloudEvent ? predictionEventOf(stored, answer) : answer);
    texts.set(stored, text);
    return text;
  }
}
