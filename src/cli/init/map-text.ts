import type { Draft } from './draft.js';
import type { Field } from './field.js';
import { commented, quoted } from './yaml-text.js';

/** How the rows of the file become events: for `try` and `send`. */
export function mapText({ type, fields, label }: Draft, source: string): string {
  const lines = [
    `# How a row of ${source} becomes events, in CEL. Every column is a text; line is the row's line in the file.`,
    `${type}:`,
    ...fields.map((field) => `  ${fieldLine(field)}`),
  ];
  if (label) {
    lines.push(
      '',
      'emit:',
      commented(`  - event: ${label.type}`, 'a second event from the same row'),
      ...(label.when === undefined ? [] : [`    when: ${quoted(label.when)}`]),
      commented(`    after: ${label.after}`, 'guess: how long after the event its label is known. Say the truth, or features know too much'),
      '    fields:',
      ...label.fields.map((field) => `      ${fieldLine(field)}`),
    );
  }
  return lines.join('\n') + '\n';
}

function fieldLine({ name, expression, when, comment }: Field): string {
  const value = quoted(expression);
  return commented(when === undefined ? `${name}: ${value}` : `${name}: { value: ${value}, when: ${quoted(when)} }`, comment);
}
