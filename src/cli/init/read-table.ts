import { MillraceError } from '../../definition/index.js';
import { UsageError } from '../problem.js';
import { readHeader } from '../send/csv-events.js';
import { CsvSplitter, delimiterOf } from '../send/csv.js';
import { type InputFile, lineTexts } from '../send/input-file.js';
import { jsonRow } from '../send/json-row-events.js';
import { ColumnFacts } from './column-facts.js';

/** Rows that are looked at. */
const MOST_ROWS = 200_000;
/** An event may have 1,000 members; what goes beyond this is no table of events. */
const MOST_COLUMNS = 500;

/** What the rows of a file have in common. */
export interface Table {
  readonly json: boolean;
  readonly columns: readonly ColumnFacts[];
  readonly rows: number;
  /** Rows that could not be read. */
  readonly broken: number;
  /** There are more rows than were looked at. */
  readonly more: boolean;
}

/** Reads a CSV or NDJSON file, as far as it is looked at. Errors: UsageError where there is nothing to learn from it; those of reading a file. */
export async function readTable(input: InputFile): Promise<Table> {
  let reader: JsonTable | CsvTable | undefined;
  let more = false;
  for await (const text of lineTexts(input)) {
    reader ??= readerOf(text, input.name);
    reader.feed(text, false);
    more = reader.rows >= MOST_ROWS;
    if (more) break;
  }
  if (!reader) throw new UsageError(`${input.name} is empty: init needs a first line with the names of the columns, and rows`);
  if (!more) reader.feed('', true);
  const { columns, rows, broken, json } = reader;
  if (rows === 0)
    throw new UsageError(`${input.name} has ${broken > 0 ? `no row that can be read among ${broken}` : 'no rows'}: init learns the types from the rows`);
  if (columns.length > MOST_COLUMNS)
    throw new UsageError(`${input.name} has ${columns.length} columns, and init takes up to ${MOST_COLUMNS}: leave some out first`);
  return { json, columns, rows, broken, more };
}

function readerOf(start: string, name: string): JsonTable | CsvTable {
  const first = start.trimStart()[0];
  if (first === '[') throw new UsageError(`${name} is a JSON array: write one event a line instead (NDJSON), for example with \`jq -c .[]\``);
  return first === '{' ? new JsonTable() : new CsvTable(delimiterOf(start));
}

class CsvTable {
  readonly json = false;
  columns: readonly ColumnFacts[] = [];
  rows = 0;
  broken = 0;
  private readonly splitter: CsvSplitter;

  constructor(delimiter: string) {
    this.splitter = new CsvSplitter(delimiter);
  }

  feed(text: string, ended: boolean): void {
    const { splitter } = this;
    splitter.feed(text);
    for (let fields = splitter.next(ended); fields !== undefined && this.rows < MOST_ROWS; fields = splitter.next(ended)) {
      if (this.columns.length === 0) this.columns = readHeader(fields, splitter).columns.map((name) => new ColumnFacts(name));
      else if (splitter.fault !== undefined || fields.length !== this.columns.length) this.broken++;
      else {
        this.rows++;
        for (let i = 0; i < fields.length; i++) this.columns[i].add(fields[i]);
      }
    }
  }
}

class JsonTable {
  readonly json = true;
  rows = 0;
  broken = 0;
  private readonly byName = new Map<string, ColumnFacts>();

  get columns(): readonly ColumnFacts[] {
    return [...this.byName.values()];
  }

  feed(text: string): void {
    for (const line of text.split('\n')) {
      if (line.trim() === '' || this.rows >= MOST_ROWS) continue;
      const row = jsonRow(line);
      if (!row) {
        this.broken++;
        continue;
      }
      this.rows++;
      for (const [name, value] of Object.entries(row)) this.factsOf(name).add(value);
    }
  }

  private factsOf(name: string): ColumnFacts {
    const known = this.byName.get(name);
    if (known) return known;
    if (this.byName.size > MOST_COLUMNS)
      throw new MillraceError('usage', 'poison', `the lines have more than ${MOST_COLUMNS} different members: init takes files of one kind of event`);
    const facts = new ColumnFacts(name);
    this.byName.set(name, facts);
    return facts;
  }
}
