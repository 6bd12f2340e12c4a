export type Scalar = 'int' | 'double' | 'string' | 'bool' | 'timestamp' | 'duration';

export interface ListType {
  readonly list: ValueType;
}

export interface RecordType {
  readonly fields: ReadonlyMap<string, FieldType>;
  /** Type of every other member; absent: there is none. */
  readonly others?: FieldType;
}

/** One that an expression cannot work with, and why. */
export interface UnusableType {
  readonly unusable: string;
}

/**
 * Static type of a value. Ints and doubles are numbers, ints whole and below 2^53; a timestamp is its text in an event, and microseconds once it
 * was read; a duration is microseconds. `unknown` comes after a fault and swallows the faults that would follow from it.
 */
export type ValueType = Scalar | ListType | RecordType | UnusableType | 'output' | 'unknown';

export interface FieldType {
  readonly type: ValueType;
  /** Decimal digits of a number that is a multiple of a power of ten (0 for integers). */
  readonly digits?: number;
  /** Set where `multipleOf` is no power of ten. */
  readonly oddMultiple?: number;
}

/** `unusable` types and records are the only ones with members; the rest compares by name. */
export function typeName(type: ValueType): string {
  if (typeof type === 'string') return type;
  if ('list' in type) return `list of ${typeName(type.list)}`;
  return 'fields' in type ? 'object' : 'unusable';
}

export function isNumber(type: ValueType): boolean {
  return type === 'int' || type === 'double';
}

export function isRecord(type: ValueType): type is RecordType {
  return typeof type === 'object' && 'fields' in type;
}

export function isList(type: ValueType): type is ListType {
  return typeof type === 'object' && 'list' in type;
}
