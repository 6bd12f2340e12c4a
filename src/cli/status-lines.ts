import type { Status } from './answers.js';
import { booksTable } from './books.js';
import { type Table, layOut } from './table.js';
import { count, duration } from './terminal.js';

/** Pipelines and runs as text: how far each is, its books, and what is wrong. */
export function statusLines(statuses: readonly Status[], columns: number): string[] {
  if (statuses.length === 0) return ['no pipeline is deployed: start one with `millrace up FOLDER`'];
  const lines = [...layOut(progressTable(statuses), columns), '', ...layOut(booksTable(statuses), columns)];
  const notes = statuses.flatMap(notesOf);
  return notes.length > 0 ? [...lines, '', ...notes] : lines;
}

function progressTable(statuses: readonly Status[]): Table {
  const head = ['pipeline', 'lane', 'position', 'lag', 'events/s', 'p99 ms', 'model', 'event time up to'];
  const rows = statuses.map((status) => [
    status.name,
    status.lane.state,
    status.position,
    status.lag,
    status.events_per_second,
    status.p99_ms === null ? '' : Math.round(status.p99_ms * 10) / 10,
    status.model ? `${status.model.name} v${status.model.version}` : '-',
    status.max_event_time ?? '-',
  ]);
  return { head, rows };
}

function changeNote(name: string, { version, percent, records_per_second: rate, seconds_left: left, error }: NonNullable<Status['change']>): string {
  const pace = left === null ? '' : `, ${count(rate)} records/s, ${duration(left)} left`;
  return `${name}: the state of version ${version} is built to ${percent} %${pace}${error ? `: ${error.message}` : ''}`;
}

function stateNote(name: string, { keys, evicted, bytes }: NonNullable<Status['state']>): string {
  return `${name}: ${count(keys)} keys take ${count(bytes / 1024 / 1024)} MiB of memory, ${count(evicted)} wait in the database`;
}

function notesOf(status: Status): string[] {
  const notes: string[] = [];
  if (status.state && status.state.evicted > 0) notes.push(stateNote(status.name, status.state));
  if (status.change) notes.push(changeNote(status.name, status.change));
  if (status.lane.error) notes.push(`${status.name}: the lane says: ${status.lane.error.message}`);
  if (status.books.balanced !== true)
    notes.push(`${status.name}: the books do not balance: please report this, with the output of \`millrace status ${status.name} --json\``);
  const refused = Object.entries(status.refused).filter(([, n]) => n > 0);
  if (refused.length > 0) notes.push(`${status.name}: refused at the door: ${refused.map(([code, n]) => `${count(n)} ${code}`).join(', ')}`);
  return notes;
}
