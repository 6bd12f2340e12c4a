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
