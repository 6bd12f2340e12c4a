import { MillraceError } from '../../definition/index.js';
import { findProtected } from '../domain/protected-schema.js';
import type { DataProtection } from '../ports/data-protection.port.js';

type Schema = Readonly<Record<string, unknown>>;

/** Lets events pass whose schema protects nothing, and refuses the others: nothing here masks, hashes or encrypts yet, nor pretends to. */
export class RefuseProtection implements DataProtection {
  private readonly admitted = new WeakSet<Schema>();

  admit(schema: Schema): void {
    if (this.admitted.has(schema)) return;
    const path = findProtected(schema);
    if (path !== undefined) {
      const message = `the schema protects a field (${path}), which this version cannot do: leave the field out of the event, or take the mark away`;
      throw new MillraceError('protection_not_available', 'poison', message, { details: { path } });
    }
    this.admitted.add(schema);
  }

  protect<E>(event: E, schema: Schema): E {
    this.admit(schema);
    return event;
  }
}
