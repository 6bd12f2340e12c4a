export type Cell = string | number;

/** A table of text: columns as wide as their widest cell; numbers stand to the right. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const GAP = '  ';

/** Lays a table out for `columns` characters: where it is too wide, rows become columns. Lines without ends. */
export function layOut(table: Table, columns: number): string[] {
  const lines = grid(table);
  if (lines.every((line) => line.length <= columns)) return lines;
  return grid(transposed(table));
}

/** The head becomes the first column, each row a column. */
export function transposed({ head, rows }: Table): Table {
  const [corner = '', ...names] = head;
  return { head: [corner, ...rows.map((row) => text(row[0] ?? ''))], rows: names.map((name, i) => [name, ...rows.map((row) => row[i + 1] ?? '')]) };
}

function grid({ head, rows }: Table): string[] {
  const right = head.map(
    (_, c) => rows.length > 0 && rows.every((row) => typeof row[c] === 'number' || row[c] === '') && rows.some((row) => typeof row[c] === 'number'),
  );
  const texts = [head, ...rows].map((row) => head.map((_, c) => text(row[c] ?? '')));
  const widths = head.map((_, c) => Math.max(...texts.map((row) => row[c].length)));
  return texts.map((row) =>
    row
      .map((cell, c) => (right[c] ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
      .join(GAP)
      .trimEnd(),
  );
}

/** Numbers as JavaScript prints them: not a digit is lost. */
function text(cell: Cell): string {
  return typeof cell === 'number' ? String(cell) : cell;
}
