import { UsageError } from '../problem.js';
import { type Column, schemaOf, valueExpression } from './column.js';
import type { Field } from './field.js';
import { type Names, literal, shown } from './names.js';
import type { TimePlan } from './time-plan.js';

const MOST_CLASSES = 20;
const LONGEST_CLASS = 60;
const POSITIVE = /^(?:1|y|yes|t|true|fraud|bad|pos|positive|churn|churned|spam|default|abnormal|anomaly|failure|fail|malignant)$/i;

/** An outcome event type whose value is the label. */
export interface LabelDraft {
  readonly type: string;
  /** Fields of the outcome event but its time. */
  readonly fields: readonly Field[];
  readonly timeField: string;
  /** The field that is the value. */
  readonly value: string;
  readonly when: string | undefined;
  /** How long after the event it is known, and by how much such an event may be ahead of its arrival. */
  readonly after: string;
  readonly ahead: string;
  readonly told: string;
  /** How many classes it has; undefined: it is a number to be foreseen as such. */
  readonly classes: number | undefined;
}

interface LabelRequest {
  readonly names: Names;
  readonly type: string;
  readonly id: Field;
  readonly time: TimePlan;
}

/** Error: UsageError where the column cannot be a number. */
export function draftLabel(column: Column, { type, id, time, names }: LabelRequest): LabelDraft {
  const { field, name } = column;
  const value = labelValue(column);
  const after = time.over[0];
  const outcome = type === 'outcome' ? 'result' : 'outcome';
  return {
    type: outcome,
    fields: [
      { ...id, comment: `the id of the ${type} that it is of` },
      { name: field, schema: value.schema, expression: value.expression, required: true, comment: `column ${shown(name)}` },
    ],
    timeField: names.free('known_at'),
    value: `event.${field}`,
    classes: classesOf(column),
    when: value.when,
    after,
    ahead: time.ahead === '5m' ? '31d' : `${Number.parseInt(time.ahead, 10) + 31}d`,
    told: `column ${shown(name)}${value.told}, as an outcome of the event; guess: known ${after} after it`,
  };
}

/** Whole numbers from 0 or 1 on are classes, as long as they are few. */
function classesOf({ kind, facts }: Column): number | undefined {
  if (kind === 'integer') return facts.distinct.size <= MOST_CLASSES && facts.least >= 0 && facts.most < MOST_CLASSES ? facts.distinct.size : undefined;
  return kind === 'decimal' || kind === 'double' ? undefined : facts.distinct.size;
}

interface LabelValue {
  readonly schema: Record<string, unknown>;
  readonly expression: string;
  readonly when: string | undefined;
  readonly told: string;
}

function labelValue(column: Column): LabelValue {
  const { kind, name, facts, when } = column;
  if (kind === 'truth') return { schema: classSchema(name, 2), expression: `(${valueExpression(column)}) ? 1 : 0`, when, told: '' };
  if (kind !== 'text' && kind !== 'time') return { schema: schemaOf(column), expression: valueExpression(column), when, told: '' };
  const classes = [...facts.distinct].sort();
  if (kind === 'time' || classes.length > MOST_CLASSES || facts.longest > LONGEST_CLASS) {
    throw new UsageError(
      `--label ${name}: it has ${classes.length.toLocaleString('en-US')} different texts, such as ${JSON.stringify(classes[0].slice(0, 40))}; a label is a number, true or false, or one of up to ${MOST_CLASSES} classes`,
    );
  }
  return classValue(column, classes);
}

/** Texts as numbers; a row with another text has no label. */
function classValue({ text, name }: Column, classes: readonly string[]): LabelValue {
  const when = `${text} in [${classes.map(literal).join(', ')}]`;
  const schema = classSchema(name, classes.length);
  if (classes.length === 2) {
    const positive = classes.find((one) => POSITIVE.test(one)) ?? classes[1];
    return { schema, when, expression: `${text} == ${literal(positive)} ? 1 : 0`, told: `: guess: ${shown(positive)} is 1, the other 0` };
  }
  const last = String(classes.length - 1);
  const expression = classes.slice(0, -1).reduceRight((rest, one, i) => `${text} == ${literal(one)} ? ${i} : ${rest === last ? rest : `(${rest})`}`, last);
  return { schema, when, expression, told: `: classes ${classes.map((one, i) => `${i} ${shown(one)}`).join(', ')}` };
}

function classSchema(name: string, classes: number): Record<string, unknown> {
  return {
    description: `Column ${JSON.stringify(name.slice(0, 200))} of the file, as a number.`,
    type: 'integer',
    minimum: 0,
    maximum: Math.max(1, classes - 1),
    examples: [1],
  };
}
