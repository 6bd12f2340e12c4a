import { exampleEvent } from './ask-text.js';
import type { Draft } from './draft.js';

/**
 * The next steps, each a command that works as it stands in the new folder.
 * @param client folder of the Python client as it is named there
 */
export function readmeText(draft: Draft, data: string, client: string): string {
  const rows = `${shellWord(data)} --map map.yaml${draft.time.sort ? ' --sort' : ''}`;
  return beginning(draft, data, rows) + modelSteps(draft, rows, client) + predictionSteps(draft);
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
${label ? '| `fit.py` | fits a first model |\n' : ''}| \`ask.py\` | asks for a prediction, and compares what was served with the log |

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

function modelSteps(draft: Draft, rows: string, client: string): string {
  const { type, label } = draft;
  return `
## A model

In Python, with the client that came with Millrace. A training set is rebuilt from the log by the code that serves.

\`\`\`sh
python3 -m venv .venv
. .venv/bin/activate
python3 -m pip install --quiet ${shellWord(`${client}[pandas]`)} scikit-learn
\`\`\`

${label ? fitSteps(draft) : addSteps(draft)}
\`\`\`sh
npx millrace deploy .
npx millrace send ${rows} --run second
\`\`\`

Each ${type} of the second run has a prediction.
`;
}

function fitSteps({ label }: Draft): string {
  const score = label?.classes === undefined || label.classes === 2 ? '' : ' --score "probabilities[1]"';
  return `\`fit.py\` fits a first model; any other of scikit-learn will do, and so does a \`.onnx\`.

\`\`\`sh
python3 fit.py
npx millrace models add model.joblib --pipeline .${score}
\`\`\`

\`models add\` converts it to ONNX, compares, and writes \`predict\` into \`pipeline.yaml\`. Make it live, and send the file again:
`;
}

function addSteps({ pipeline }: Draft): string {
  return `\`Client().training_set("${pipeline}@first")\` has the features of each event; fit a model on them and your labels. Then

\`\`\`sh
npx millrace models add model.joblib --pipeline .
\`\`\`

converts a model of scikit-learn (or takes a \`.onnx\`) and writes \`predict\` into \`pipeline.yaml\`. Make it live, and send the file again:
`;
}

function predictionSteps(draft: Draft): string {
  const { pipeline } = draft;
  return `
## Predictions

\`\`\`sh
python3 ask.py
\`\`\`

asks for one more prediction, of now; has it computed again from the log; and compares every vector of the second run with what was served: none may
be different. The same without Python:

\`\`\`sh
curl -s http://127.0.0.1:3000/v1/pipelines/${pipeline}/predictions -H "Authorization: Bearer $(cat .millrace/admin.key)" -H 'Content-Type: application/json' -d ${shellWord(JSON.stringify(exampleEvent(draft)))}
npx millrace training-set ${pipeline}@second --out second.ndjson
\`\`\`

and \`npx millrace why ID\` with the \`id\` of the answer.
`;
}

/** A path as a word of a command line. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
