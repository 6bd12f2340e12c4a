import { ValidateBy } from 'class-validator';

/** What is sent on, from where, to where. */
export interface SinkSettings {
  /** What: those who send know its names. */
  readonly of: string;
  /** The deployment, or one run of it. */
  readonly from: string;
  readonly to: { readonly kafka: string };
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

function isSink(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).toSorted().join() !== 'from,of,to') return false;
  const { of, from, to } = value as Record<string, unknown>;
  const isTopic = typeof to === 'object' && to !== null && Object.keys(to).join() === 'kafka' && isText((to as { kafka: unknown }).kafka);
  return isText(of) && isText(from) && isTopic;
}

/** A map of names to `{ of: WHAT, from: NAME, to: { kafka: TOPIC } }`. */
export function AreSinks(): PropertyDecorator {
  return ValidateBy({
    name: 'sinks',
    validator: {
      validate: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isSink),
      defaultMessage: () => 'sinks are names, each with of: WHAT, from: NAME and to: { kafka: TOPIC }',
    },
  });
}
