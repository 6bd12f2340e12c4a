/** Words that expressions cannot read as a name after a point, and names that every JavaScript object has. */
const RESERVED = new Set(['in', 'true', 'false', 'null', 'emit', ...Object.getOwnPropertyNames(Object.prototype)]);
const LONGEST_FIELD = 40;
const LONGEST_PIPELINE = 63;

/** Hands out names that are not taken yet. */
export class Names {
  private readonly taken = new Set<string>();

  constructor(taken: Iterable<string> = []) {
    for (const name of taken) this.taken.add(name);
  }

  /** The name itself, else with a number behind it. @param endings every name that it stands for: all of them must be free. */
  free(wanted: string, endings: readonly string[] = ['']): string {
    let name = wanted;
    for (let n = 2; endings.some((ending) => this.taken.has(name + ending)); n++) name = `${wanted}_${n}`;
    for (const ending of endings) this.taken.add(name + ending);
    return name;
  }
}

/** A name for a field: letters, digits and _ of ASCII, a letter first; accents are dropped. */
export function fieldName(column: string, fallback: string): string {
  const plain = column
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^A-Za-z0-9_]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, LONGEST_FIELD);
  if (plain === '') return fallback;
  const name = /^[0-9]/.test(plain) ? `c_${plain}` : plain;
  return RESERVED.has(name) ? `${name}_` : name;
}

/** A name for an event type, from that of its file: `payments.csv` holds events of type `payment`. */
export function typeName(file: string): string {
  const name = fieldName(file, 'event').toLowerCase();
  return /[^s]s$/.test(name) && name.length > 3 ? name.slice(0, -1) : name;
}

/** A name for a pipeline: small letters, digits and -, a letter first. */
export function pipelineName(folder: string): string {
  const name = folder
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, LONGEST_PIPELINE);
  return name === '' ? 'pipeline' : name;
}

/** The words of a column's name, small: `customerID` and `customer_id` are `customer`, `id`. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** A text as a literal of an expression. */
export function literal(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/gu,
    (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}

/** A name from outside as it may stand in a comment or a line of the terminal. */
export function shown(text: string): string {
  const bare = text.replaceAll(/[\p{C}\u2028\u2029]/gu, '?');
  return bare.length > 60 ? `${bare.slice(0, 57)}...` : bare;
}
