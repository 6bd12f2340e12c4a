import type { RoleOptions, Roles } from './choose-roles.js';
import { chooseRoles } from './choose-roles.js';
import { type Column, columnOf, schemaOf, valueExpression } from './column.js';
import { type Feature, eventFeatures, windowsOf, type Window } from './draft-features.js';
import type { Field } from './field.js';
import { type LabelDraft, draftLabel } from './draft-label.js';
import { Names, fieldName, pipelineName, shown, typeName } from './names.js';
import type { Table } from './read-table.js';
import { type TimePlan, planTime } from './time-plan.js';

const LONGEST_COLUMN = 200;

/** Something that was assumed, or that the user should know. */
export interface Note {
  readonly about: 'id' | 'time' | 'key' | 'entities' | 'amounts' | 'label' | 'order' | 'columns' | 'rows';
  readonly text: string;
  /** Option that says otherwise. */
  readonly option?: string;
}

/** Everything that the files of a new pipeline say. */
export interface Draft {
  readonly pipeline: string;
  readonly type: string;
  readonly rows: number;
  readonly fields: readonly Field[];
  readonly id: string;
  readonly key: string;
  readonly time: TimePlan;
  readonly features: readonly Feature[];
  readonly windows: readonly Window[];
  readonly label: LabelDraft | undefined;
  readonly notes: readonly Note[];
}

export interface DraftRequest {
  readonly table: Table;
  /** Names of the folder and of the file, without endings. */
  readonly folder: string;
  readonly file: string;
  readonly roles: RoleOptions;
  readonly nowMs: number;
}

/** A pipeline for a table: what is not asked for is guessed, and each guess is a note. Error: UsageError where what was asked for cannot be. */
export function draftOf({ table, folder, file, roles: options, nowMs }: DraftRequest): Draft {
  const names = new Names();
  const all = table.columns.map((facts, i) => columnOf(facts, names.free(fieldName(facts.name, `column_${i + 1}`)), table.rows, table.json));
  const columns = all.filter((column) => column.facts.filled + column.facts.blankRows > 0 && usable(column, table.json));
  const filled = columns.filter((column) => column.facts.filled > 0);
  const roles = chooseRoles(filled, table.rows, options);
  const type = typeName(file);
  const time = planTime(roles.time, names, table.rows, nowMs);
  const id = idField(roles, names);
  const key = keyField(roles, names);
  const entities = roles.entities.map(textField);
  const special = new Set<Column>([roles.label, roles.id, roles.key, ...roles.entities, ...time.consumed].filter((column) => column !== undefined));
  const rest = filled.filter((column) => !special.has(column));
  const label = roles.label && draftLabel(roles.label, { names, type, id, time });
  const fields = [id, time.field, key, ...entities, ...rest.map(plainField)];
  const features = new Names();
  return {
    pipeline: pipelineName(folder),
    type,
    rows: table.rows,
    fields,
    id: id.name,
    key: key.name,
    time,
    features: eventFeatures(rest, time, features),
    windows: windowsOf({ key, entities, amounts: roles.amounts, time, label, names: features }),
    label,
    notes: notesOf({ table, all, filled, roles, options, time, label }),
  };
}

/** A member that some lines lack can be asked for by a plain name only; and an expression has a length. */
function usable(column: Column, json: boolean): boolean {
  if (column.name.length > LONGEST_COLUMN) return false;
  return !json || column.full || column.when?.startsWith('has(') === true;
}

function textField(column: Column): Field {
  const { name, facts, field, text } = column;
  const schema = { ...schemaOf({ ...column, kind: 'text' }), minLength: 1 };
  return {
    name: field,
    schema,
    expression: text,
    required: true,
    comment: `column ${shown(name)}, ${facts.distinct.size.toLocaleString('en-US')} different values`,
  };
}

function plainField(column: Column): Field {
  const { field, full, when, kind, name, facts } = column;
  const blanks = when === undefined ? '' : '; left out where the row has no value';
  const comment = `column ${shown(name)}${kind === 'decimal' ? `, ${facts.digits} decimals` : ''}${blanks}`;
  return { name: field, schema: schemaOf(column), expression: valueExpression(column), when, required: full, comment };
}

function idField({ id }: Roles, names: Names): Field {
  if (id) return textField(id);
  const schema = {
    description: 'Made of the line of the file: the file has no column that names its rows.',
    type: 'string',
    minLength: 1,
    maxLength: 64,
    examples: ['2'],
  };
  return { name: names.free('row_id'), schema, expression: 'string(line)', required: true, comment: 'made up: the line of the file' };
}

function keyField({ key }: Roles, names: Names): Field {
  if (key) return textField(key);
  const schema = {
    description: 'The same for all events: the file has no column whose values come again.',
    type: 'string',
    minLength: 1,
    maxLength: 64,
    examples: ['all'],
  };
  return { name: names.free('series'), schema, expression: '"all"', required: true, comment: 'made up: one series of all events' };
}

interface Told {
  readonly table: Table;
  readonly all: readonly Column[];
  readonly filled: readonly Column[];
  readonly roles: Roles;
  readonly options: RoleOptions;
  readonly time: TimePlan;
  readonly label: LabelDraft | undefined;
}

function notesOf({ table, all, filled, roles, options, time, label }: Told): Note[] {
  const { id, key, entities, amounts } = roles;
  const guess = (given: string | undefined) => (given === undefined ? 'guess: ' : '');
  const named = (columns: readonly Column[]) => columns.map((column) => shown(column.name)).join(', ');
  const left = all.filter((column) => !filled.includes(column));
  const notes: (Note | undefined)[] = [
    { about: 'id', text: id ? `${guess(options.id)}column ${shown(id.name)}` : 'no column names the rows: the line of the file is the id', option: '--id' },
    { about: 'time', text: guess(options.time) + time.told, option: '--time' },
    { about: 'key', text: key ? `${guess(options.key)}column ${shown(key.name)}` : 'no column groups the rows: all events make one series', option: '--key' },
    entities.length > 0 ? { about: 'entities', text: `guess: windows also over ${named(entities)}` } : undefined,
    amounts.length > 0 ? { about: 'amounts', text: `guess: windows take the mean of ${named(amounts)}` } : undefined,
    label ? { about: 'label', text: label.told, option: '--label' } : undefined,
    time.order === undefined ? undefined : { about: 'order', text: time.order },
    left.length > 0 ? { about: 'columns', text: `left out, since no value of them can be used: ${named(left.slice(0, 20))}` } : undefined,
    table.broken > 0
      ? { about: 'rows', text: `${table.broken.toLocaleString('en-US')} rows cannot be read (too few or too many fields): send will refuse them` }
      : undefined,
    table.more ? { about: 'rows', text: `learned from the first ${table.rows.toLocaleString('en-US')} rows: what comes later may differ` } : undefined,
  ];
  return notes.filter((note) => note !== undefined);
}
