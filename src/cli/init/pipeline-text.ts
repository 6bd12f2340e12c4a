import type { Draft, Note } from './draft.js';
import type { Feature, Window } from './draft-features.js';
import { commented, quoted } from './yaml-text.js';

/** The pipeline document: it runs as it is, without a model. */
export function pipelineText(draft: Draft, source: string): string {
  const { pipeline, type, features, windows, label } = draft;
  const lines = [
    `# Made by millrace init from ${source}, by ${draft.rows.toLocaleString('en-US')} rows of it. What stands here as a guess may be wrong: look at these lines first.`,
    ...draft.notes.map(noteLine),
    '',
    `pipeline: ${pipeline}`,
    commented(`source: ${pipeline}`, 'the log that holds the events below'),
    '',
    'events:',
    ...eventLines(draft),
    ...(label ? outcomeLines(draft) : []),
    ...(features.length > 0
      ? ['', commented('features:', 'of the event alone, in CEL; the name is what a model sees'), ...features.map((one) => `  ${featureLine(one)}`)]
      : []),
    '',
    commented('windows:', 'over the events before this one and itself; each name gets ' + windows[0].over.map((length) => `_${length}`).join(', ')),
    ...windows.flatMap((window) => windowLines(window, type)),
    '',
    ...predictLines(draft),
  ];
  return lines.join('\n') + '\n';
}

function noteLine({ about, text, option }: Note): string {
  return `#   ${about}: ${text}${option === undefined || !/guess|no column/.test(text) ? '' : ` (${option} says otherwise)`}`;
}

function eventLines({ type, id, key, time }: Draft): string[] {
  return [
    `  ${type}:`,
    `    schema: schemas/${type}.json`,
    commented(`    id: ${id}`, 'the same id with the same content again is a duplicate'),
    commented(`    time: ${time.field.name}`, 'when it happened'),
    commented(`    key: ${key}`, 'events of one key stay in order'),
    commented(`    lateness: ${time.lateness}`, 'further behind the latest event than this: late'),
    commented(`    ahead: ${time.ahead}`, 'further ahead of its arrival than this: set aside'),
  ];
}

function outcomeLines({ type, id, label }: Draft): string[] {
  if (!label) return [];
  return [
    commented(`  ${label.type}:`, `what became of a ${type}: the label`),
    `    schema: schemas/${label.type}.json`,
    `    time: ${label.timeField}`,
    `    ahead: ${label.ahead}`,
    commented(`    outcome: { of: ${type}, match: ${id}, value: ${label.value}, matures: 30d }`, 'later than matures: given up'),
  ];
}

function featureLine({ name, expression, empty }: Feature): string {
  const text = /^[A-Za-z0-9_.()]+$/.test(expression) ? expression : quoted(expression);
  return empty === undefined ? `${name}: ${text}` : `${name}: { value: ${text}, empty: ${empty} }`;
}

function windowLines({ per, over, delay, features, comment }: Window, type: string): string[] {
  return [
    commented(`  - of: ${type}`, comment),
    `    per: ${per}`,
    `    over: [${over.join(', ')}]`,
    ...(delay === undefined ? [] : [commented(`    delay: ${delay}`, 'guess: as `after` in map.yaml')]),
    '    features:',
    ...features.map((one) => `      ${featureLine(one)}`),
  ];
}

function predictLines({ type }: Draft): string[] {
  return [
    '# Without a model the pipeline keeps its features up to date. With one it predicts: `millrace models add model.joblib --pipeline .` writes',
    '# the section here, or write it yourself:',
    '#',
    '# predict:',
    `#   on: ${type}`,
    '#   model: model                      # a name in the registry, or a file beside this one: model.onnx',
    '#   score: "probabilities[1]"         # an output of the model',
    `#   decision: "score >= 0.5 ? 'review' : 'pass'"`,
  ];
}
