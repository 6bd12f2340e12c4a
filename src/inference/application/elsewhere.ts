import type { InferenceConfig } from '../inference.config.js';
import type { ModelVersion, NewModel } from '../ports/model-registry.port.js';

/** How a name that the registry does not know becomes a model of the TensorFlow Serving that is set; undefined where none is. */
export function elsewhere(
  { runtime, tfservingUrl }: InferenceConfig,
  register: (model: NewModel) => Promise<ModelVersion>,
): ((name: string) => Promise<ModelVersion>) | undefined {
  if (runtime !== 'tensorflow-serving' || tfservingUrl === undefined) return undefined;
  const base = `tfserving+${tfservingUrl.replace(/\/+$/, '')}`;
  return (name) => register({ name, format: 'tensorflow-serving', bytes: Buffer.from(`${base}/${encodeURIComponent(name)}`) });
}
