import { ValidateBy } from 'class-validator';

/** Where the events of a log come from besides the API. */
export interface SourceSettings {
  readonly from: {
    /** A topic that others write. */
    readonly kafka: string;
    /** Type of its events; absent: each is `{"type": ..., "event": ...}`. */
    readonly type?: string;
  };
}

const NAMES: Readonly<Record<string, true>> = { kafka: true, type: true };

function isSource(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'from') return false;
  const { from } = value as { from: unknown };
  if (typeof from !== 'object' || from === null || !('kafka' in from)) return false;
  return Object.entries(from).every(([name, text]) => NAMES[name] && typeof text === 'string' && text !== '');
}

/** A map of names to `{ from: { kafka: TOPIC, type: TYPE } }`. */
export function AreSources(): PropertyDecorator {
  return ValidateBy({
    name: 'sources',
    validator: {
      validate: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isSource),
      defaultMessage: () => 'sources are names of logs, each with from: { kafka: TOPIC, type: TYPE }',
    },
  });
}
