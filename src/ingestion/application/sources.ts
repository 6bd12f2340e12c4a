import { type BoundEvent, MillraceError, canonicalJson, nearest } from '../../definition/index.js';
import type { DataProtection } from '../../governance/index.js';

/** An event type of a source, with its schema as the pipelines that read it declare it. */
export interface SourceType {
  readonly bound: BoundEvent;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The logs that take events and the types that each may hold; told by the pipelines as they are deployed. */
export class Sources {
  constructor(private readonly protection: DataProtection) {}

  private readonly sources = new Map<string, Map<string, SourceType>>();

  /** Adds a pipeline's types to its source. Errors (poison): `source_conflict` when another pipeline reads a type
   * with another schema, `protection_not_available` when a schema asks for what cannot be honoured. */
  declare(log: string, types: readonly SourceType[]): void {
    const known = this.sources.get(log) ?? new Map<string, SourceType>();
    for (const { bound, schema } of types) {
      this.protection.admit(schema);
      const other = known.get(bound.type);
      if (other && canonicalJson(other.schema) !== canonicalJson(schema)) {
        throw new MillraceError(
          'source_conflict',
          'poison',
          `another pipeline reads "${bound.type}" from the source "${log}" with another schema: let both name one schema file`,
        );
      }
      known.set(bound.type, { bound, schema });
    }
    this.sources.set(log, known);
  }

  /** Errors: `source_unknown`, `type_unknown` (poison), each with the nearest known name. */
  typeOf(log: string, type: string): SourceType {
    const types = this.sources.get(log);
    if (!types) throw unknown('source', log, [...this.sources.keys()]);
    const found = types.get(type);
    if (!found) throw unknown('type', type, [...types.keys()]);
    return found;
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
