import { predictionEventOf } from '../../application/prediction-event.js';
import type { Versions } from '../../application/versions.js';
import { formatCursor } from '../../domain/index.js';
import type { StoredPrediction } from '../../ports/record-reader.port.js';

type Predictions = readonly StoredPrediction[];

/** Predictions as server-sent events. Readers that share a page share its bytes, those that share a prediction its text, while it is kept. */
export class EventFrames {
  private readonly answers = new WeakMap<StoredPrediction, string>();
  private readonly cloudEvents = new WeakMap<StoredPrediction, string>();
  private readonly answerPages = new WeakMap<Predictions, Buffer>();
  private readonly cloudEventPages = new WeakMap<Predictions, Buffer>();

  constructor(private readonly versions: Versions) {}

  /** All of a page. @param predictions which must not change. */
  async page(predictions: Predictions, asCloudEvents: boolean): Promise<Buffer> {
    const pages = asCloudEvents ? this.cloudEventPages : this.answerPages;
    const known = pages.get(predictions);
    if (known) return known;
    const bytes = Buffer.from(await this.events(predictions, asCloudEvents));
    pages.set(predictions, bytes);
    return bytes;
  }

  async events(predictions: Predictions, asCloudEvents: boolean): Promise<string> {
    let text = '';
    for (const prediction of predictions) text += `id: ${formatCursor(prediction)}\nevent: prediction\ndata: ${await this.json(prediction, asCloudEvents)}\n\n`;
    return text;
  }

  private async json(stored: StoredPrediction, asCloudEvent: boolean): Promise<string> {
    const texts = asCloudEvent ? this.cloudEvents : this.answers;
    const known = texts.get(stored);
    if (known !== undefined) return known;
    const answer = await this.versions.answer(stored);
    const text = JSON.stringify(asCloudEvent ? predictionEventOf(stored, answer) : answer);
    texts.set(stored, text);
    return text;
  }
}
