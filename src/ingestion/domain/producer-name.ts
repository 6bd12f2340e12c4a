import { MillraceError } from '../../definition/index.js';

/** Refuses what is no name of a producer: `producer_header` (poison). */
export function checkProducer(name: string): void {
  if (!/^[\x21-\x7e]{1,200}$/.test(name)) throw new MillraceError('producer_header', 'poison', 'the name of a producer has up to 200 visible characters');
}
