import type { Books, Status } from './answers.js';
import type { Table } from './table.js';
import { count } from './terminal.js';

/** Dispositions in the order in which the books are read. */
export const DISPOSITIONS = ['predicted', 'observed', 'joined', 'parked', 'unmatched', 'late', 'duplicate', 'quarantined'] as const;

export function amount(books: Books, name: string): number {
  const value = books[name];
  return typeof value === 'number' ? value : 0;
}

/** `62,010 records = 60,000 predicted + 2,000 joined + 10 late: balanced`. */
export function booksLine(books: Books): string {
  const parts = DISPOSITIONS.filter((name) => amount(books, name) > 0).map((name) => `${count(amount(books, name))} ${name}`);
  const sum = parts.length > 0 ? parts.join(' + ') : '0';
  return `${count(amount(books, 'records'))} records = ${sum}: ${books.balanced === true ? 'balanced' : 'NOT BALANCED'}`;
}

/** The books of several pipelines, a row each. */
export function booksTable(statuses: readonly Status[]): Table {
  const head = ['books', 'records', ...DISPOSITIONS, 'refused', 'balanced'];
  const rows = statuses.map(({ name, books, refused }) => [
    name,
    amount(books, 'records'),
    ...DISPOSITIONS.map((d) => amount(books, d)),
    refusedCount(refused),
    books.balanced === true ? 'yes' : 'NO',
  ]);
  return { head, rows };
}

function refusedCount(refused: Status['refused']): number {
  return Object.values(refused).reduce((sum, n) => sum + n, 0);
}
