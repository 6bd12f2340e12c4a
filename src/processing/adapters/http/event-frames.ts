import { predictionEventOf } from '../../application/prediction-event.js';
import type { Versions } from '../../application/versions.js';
import type { StoredPrediction } from '../../ports/record-reader.port.js';

/** The JSON of predictions; readers that share a prediction share its text, for as long as the prediction is kept. */
export class EventFrames {
  private readonly answers = new WeakMap<StoredPrediction, string>();
  private readonly cloudEvents = new WeakMap<StoredPrediction, string>();

  constructor(private readonly versions: Versions) {}

  async json(stored: StoredPrediction, asCloudEvent: boolean): Promise<string> {
    const texts = asCloudEvent ? this.cloudEvents : this.answers;
    const known = texts.get(stored);
    if (known !== undefined) return known;
    const answer = await this.versions.answer(stored);
    const text = JSON.stringify(asCloudEvent ? predictionEventOf(stored, answer) : answer);
    texts.set(stored, text);
    return text;
  }
}
