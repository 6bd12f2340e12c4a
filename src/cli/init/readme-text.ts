import type { Draft } from './draft.js';

/** The next steps, each a command that works as it stands in the new folder. */
export function readmeText(draft: Draft, data: string): string {
  const rows = `${shellWord(data)} --map map.yaml${draft.time.sort ? ' --sort' : ''}`;
  return beginning(draft, data, rows) + modelSteps(draft, rows);
}

function beginning({ pipeline, type, label }: Draft, data: string, rows: string): string {
  return `# ${pipeline}

Made by \`millrace init\` from \`${data.replaceAll('`', "'")}\`. Give the commands in this folder.

| file | what |
| --- | --- |
| \`pipeline.yaml\` | events, features and windows; what was guessed is told at its top |
| \`schemas/\` | JSON Schemas of the events |
| \`map.yaml\` | how the rows of the file become events |
| \`millrace.yaml\` | port, data folder, limits |
${label ? '| `fit.py` | fits a first model |\n' : ''}
## Look

\`\`\`sh
npx millrace check .
npx millrace try . ${rows}
npx millrace try . ${rows} --explain
\`\`\`

\`check\` tells every fault of the document with line and column; \`try\` shows the features of the first events, with \`--explain\` the rows behind
each number. Nothing is kept.

## Run

\`\`\`sh
npx millrace up .
\`\`\`

goes on until Ctrl-C; it prints the address of the status page. In a second terminal, in this folder too:

\`\`\`sh
npx millrace send ${rows} --run first
npx millrace status
\`\`\`

A file of the past is a run of its own, here \`${pipeline}@first\`. ${label ? `The column of the label comes as events of type \`${label.type}\`, ${label.after} after their ${type}: a guess, which \`after\` in \`map.yaml\` and \`delay\` in \`pipeline.yaml\` say.` : ''}
`;
}

function modelSteps(draft: Draft, rows: string): string {
  const { pipeline, type, label } = draft;
  return `
## A model

${label ? fitSteps(draft) : addSteps(draft)}
\`\`\`sh
npx millrace deploy .
npx millrace send ${rows} --run second
\`\`\`

Each ${type} of the second run has a prediction. One more, of now:

\`\`\`sh
curl -s http://127.0.0.1:3000/v1/pipelines/${pipeline}/predictions -H "Authorization: Bearer $(cat .millrace/admin.key)" -H 'Content-Type: application/json' -d ${shellWord(JSON.stringify(example(draft)))}
\`\`\`

Its answer has an \`id\`: \`npx millrace why ID\` computes the prediction again from the log, and compares. All of them at once:

\`\`\`sh
npx millrace training-set ${pipeline}@second --out second.ndjson
\`\`\`
`;
}

function fitSteps({ pipeline, label }: Draft): string {
  const score = label?.classes === undefined || label.classes === 2 ? '' : ' --score "probabilities[1]"';
  return `A training set is rebuilt from the log by the code that serves. \`fit.py\` needs scikit-learn; any model will do.

\`\`\`sh
npx millrace training-set ${pipeline}@first --out first.ndjson
python3 fit.py first.ndjson model.joblib
npx millrace models add model.joblib --pipeline .${score}
\`\`\`

\`models add\` converts it to ONNX, compares, and writes \`predict\` into \`pipeline.yaml\`. Make it live, and send the file again:
`;
}

function addSteps({ pipeline }: Draft): string {
  return `\`npx millrace training-set ${pipeline}@first --out first.ndjson\` writes the features of each event; fit a model on them and your labels. Then

\`\`\`sh
npx millrace models add model.joblib --pipeline .
\`\`\`

converts a model of scikit-learn (or takes a \`.onnx\`) and writes \`predict\` into \`pipeline.yaml\`. Make it live, and send the file again:
`;
}

/** An event from the examples of its fields, without a time: that is its arrival then. */
function example({ fields, id, time }: Draft): Record<string, unknown> {
  const others = fields.filter((field) => field.name !== time.field.name && field.required);
  return Object.fromEntries(others.map(({ name, schema }) => [name, name === id ? 'one-more' : (schema.examples as unknown[])[0]]));
}

/** A path as a word of a command line. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
