import { bindEvent } from '../bind-event.js';
import { MillraceError } from '../error.js';
import type { FieldType } from '../expression/index.js';
import { doubleOfText, intOfText } from '../expression/values.js';
import { eventType } from '../schema/event-type.js';
import type { Plan } from '../plan.js';
import type { Row } from './row-expression.js';
import { type RowMap, eventOf } from './row-map.js';

/**
 * Columns named like the schema's fields, converted by the schema's types; other columns are left out, and an empty cell is no value.
 * Errors of `apply` (poison): `map_value`, and those of times. Error: `type_unknown` (poison).
 */
export function identityMap(plan: Plan, type: string): RowMap {
  const event = eventOf(plan, type);
  const bound = bindEvent(event);
  const fields = [...eventType(event.schema).fields].map(([name, field]) => ({ name, value: converter(name, field) }));
  return {
    apply(row) {
      const own: Record<string, unknown> = {};
      for (const { name, value } of fields) if (row[name] !== undefined && row[name] !== '') own[name] = value(row);
      return [{ type, event: own, timeUs: bound.timeUs(own) ?? 0, afterUs: 0 }];
    },
  };
}

type Converter = (row: Row) => unknown;

function converter(name: string, { type }: FieldType): Converter {
  if (type === 'int') return converted(name, 'a whole number', intOfText);
  if (type === 'double') return converted(name, 'a number', doubleOfText);
  if (type === 'bool') return converted(name, 'true, false, 1 or 0', boolOfText);
  return (row) => row[name];
}

function converted(name: string, what: string, convert: (text: string) => unknown): Converter {
  return (row) => {
    try {
      return convert(row[name]);
    } catch (error) {
      throw new MillraceError('map_value', 'poison', `the column "${name}" holds ${JSON.stringify(row[name].slice(0, 40))}: it must be ${what}`, {
        cause: error,
      });
    }
  };
}

function boolOfText(text: string): boolean {
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw new MillraceError('map_value', 'poison', 'no truth value');
}
