import { MillraceError } from '../../definition/index.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Error: `model_name_invalid` (poison). */
export function checkModelName(name: string): void {
  if (!NAME.test(name)) {
    throw new MillraceError(
      'model_name_invalid',
      'poison',
      'a model has a name of up to 100 letters, digits, dots, underscores and dashes, the first a letter or digit',
    );
  }
}

/** A version that was given as text; PostgreSQL's integer is the most that it can be. Undefined: none was given. Error: `model_unknown` (poison). */
export function versionOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new MillraceError(
    'model_unknown',
    'poison',
    `the model "${name.slice(0, 100)}" has no version "${text.slice(0, 40)}": versions are whole numbers from 1`,
  );
}
