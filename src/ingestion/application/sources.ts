import { type BoundEvent, MillraceError, canonicalJson, nearest } from '../../definition/index.js';
import type { DataProtection } from '../../governance/index.js';

/** An event type of a source, with its schema as the pipelines that read it declare it. */
export interface SourceType {
  readonly bound: BoundEvent;
  readonly schema: Readonly<Record<string, unknown>>;
  /** Fields (dotted paths) that hold the event's own id and time, where it has them. */
  readonly fields?: { readonly id?: string | undefined; readonly time?: string | undefined };
}

/** The logs that take events and the types that each may hold; told by the pipelines as they are deployed. */
export class Sources {
  constructor(private readonly protection: DataProtection) {}

  /** For each log the types of each reader. */
  private readonly readers = new Map<string, Map<string, readonly SourceType[]>>();
  /** For each log all of them by name. */
  private readonly sources = new Map<string, ReadonlyMap<string, SourceType>>();

  /**
   * Sets a reader's types of a log, in the place of those that it declared before. Errors (poison): `source_conflict` when another
   * reader has a type with another schema, `protection_not_available` when a schema asks for what cannot be honoured.
   */
  declare(log: string, reader: string, types: readonly SourceType[]): void {
    this.admit(log, reader, types);
    const readers = this.readers.get(log) ?? new Map<string, readonly SourceType[]>();
    this.readers.set(log, readers.set(reader, types));
    this.gather(log, readers);
  }

  /** What `declare` would throw, before anything is changed. */
  admit(log: string, reader: string, types: readonly Pick<SourceType, 'schema' | 'bound'>[]): void {
    for (const { bound, schema } of types) {
      this.protection.admit(schema);
      for (const [name, others] of this.readers.get(log) ?? []) {
        const other = name === reader ? undefined : others.find((one) => one.bound.type === bound.type);
        if (!other || canonicalJson(other.schema) === canonicalJson(schema)) continue;
        throw new MillraceError(
          'source_conflict',
          'poison',
          `another pipeline reads "${bound.type}" from the source "${log}" with another schema: let both name one schema file`,
        );
      }
    }
  }

  /** Forgets a reader's types; a log that nobody reads takes no events any more. */
  withdraw(log: string, reader: string): void {
    const readers = this.readers.get(log);
    if (!readers?.delete(reader)) return;
    this.gather(log, readers);
    if (readers.size === 0) this.sources.delete(log);
  }

  knows(log: string, type: string): boolean {
    return this.sources.get(log)?.has(type) === true;
  }

  /** Errors: `source_unknown`, `type_unknown` (poison), each with the nearest known name. */
  typeOf(log: string, type: string): SourceType {
    const types = this.typesOf(log);
    const found = types.get(type);
    if (!found) throw unknown('type', type, [...types.keys()]);
    return found;
  }

  /** What a log takes, by name. Error: `source_unknown` (poison) with the nearest known name. */
  typesOf(log: string): ReadonlyMap<string, SourceType> {
    const types = this.sources.get(log);
    if (!types) throw unknown('source', log, [...this.sources.keys()]);
    return types;
  }

  private gather(log: string, readers: ReadonlyMap<string, readonly SourceType[]>): void {
    this.sources.set(log, new Map([...readers.values()].flat().map((type) => [type.bound.type, type])));
  }
}

function unknown(what: 'source' | 'type', name: string, known: string[]): MillraceError {
  const near = nearest(name, known);
  return new MillraceError(
    `${what}_unknown`,
    'poison',
    `there is no ${what === 'source' ? 'source' : 'event type'} "${name.slice(0, 80)}"` + (near ? `: did you mean "${near}"?` : ''),
  );
}
