const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Longest record, characters: past it an opening quote is taken for a mistake, not for the start of a very long field. */
const LONGEST_RECORD = 1024 * 1024;

/**
 * Splits CSV text (RFC 4180) into records. A line without a quote, nearly every one, is cut by one search and one split; only the others
 * are read character by character. A quote inside an unquoted field stands for itself, as most programs write it.
 */
export class CsvSplitter {
  /** Line of the file where the last record began, from 1. */
  line = 0;
  /** What is wrong with the last record; its fields are of no use then. */
  fault: string | undefined;
  private text = '';
  private at = 0;
  private nextLine = 1;
  private quotes = false;
  private readonly comma: number;

  constructor(private readonly delimiter = ',') {
    this.comma = delimiter.charCodeAt(0);
  }

  /** Adds text that ends with a newline, or is the end of the file. */
  feed(text: string): void {
    this.text = this.at < this.text.length ? this.text.slice(this.at) + text : text;
    this.at = 0;
    this.quotes = this.text.includes('"');
  }

  /** Fields of the next record; undefined when more text is needed, or at the end. Empty lines are skipped. */
  next(ended: boolean): string[] | undefined {
    this.fault = undefined;
    while (this.at < this.text.length) {
      const newline = this.text.indexOf('\n', this.at);
      if (newline < 0 && !ended) return undefined;
      const end = newline < 0 ? this.text.length : newline;
      const last = end > this.at && this.text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
      const line = this.text.slice(this.at, last);
      if (this.quotes && line.includes('"')) return this.careful(ended, end);
      this.line = this.nextLine++;
      this.at = end + 1;
      if (line !== '') return line.split(this.delimiter);
    }
    return undefined;
  }

  /** Reads a record that holds a quote: it may go on over several lines. `end` is the end of its first line. */
  private careful(ended: boolean, end: number): string[] | undefined {
    const { text, at: start } = this;
    const fields: string[] = [];
    for (let at = start; ;) {
      const field = text.charCodeAt(at) === QUOTE ? quotedField(text, at) : plainField(text, at, this.comma);
      if (field === undefined) {
        if (!ended && text.length - start < LONGEST_RECORD) return undefined;
        return this.refuse('a quoted field is not closed', end);
      }
      fields.push(field.value);
      at = field.end;
      if (text.charCodeAt(at) === this.comma) {
        at++;
        continue;
      }
      if (text.charCodeAt(at) === RETURN) at++;
      if (at < text.length && text.charCodeAt(at) !== NEWLINE) return this.refuse('text follows the closing quote of a field', end);
      this.line = this.nextLine;
      this.nextLine += lines(text, start, at);
      this.at = at + 1;
      return fields;
    }
  }

  /** Gives a line up: reading goes on with the one after it. */
  private refuse(fault: string, end: number): string[] {
    this.fault = fault;
    this.line = this.nextLine++;
    this.at = end + 1;
    return [];
  }
}

/** What stands between the fields, by the first line: a comma; without one, the first of semicolon, tab and bar that it has. */
export function delimiterOf(start: string): string {
  const line = (/^[\s]*([^\n]*)/.exec(start)?.[1] ?? '').replaceAll(/"[^"]*"/g, '');
  return line.includes(',') ? ',' : ([';', '\t', '|'].find((one) => line.includes(one)) ?? ',');
}

interface Field {
  readonly value: string;
  /** Index of what follows the field. */
  readonly end: number;
}

/** A field that begins with a quote at `start`; undefined where the text ends before it is closed. */
function quotedField(text: string, start: number): Field | undefined {
  let value = '';
  for (let from = start + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    value += text.slice(from, quote);
    if (text.charCodeAt(quote + 1) !== QUOTE) return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function plainField(text: string, start: number, comma: number): Field {
  let end = start;
  while (end < text.length && text.charCodeAt(end) !== comma && text.charCodeAt(end) !== NEWLINE) end++;
  const carriage = end > start && text.charCodeAt(end) === NEWLINE && text.charCodeAt(end - 1) === RETURN;
  const last = carriage ? end - 1 : end;
  return { value: text.slice(start, last), end: last };
}

/** Lines that [start, end) and the newline after it cover. */
function lines(text: string, start: number, end: number): number {
  let count = 1;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
