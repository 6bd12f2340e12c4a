import type { Draft } from './draft.js';

/** The next steps, each a command that works as it stands in the new folder. */
export function readmeText({ pipeline, type, time, label }: Draft, data: string): string {
  const file = shellWord(data);
  const sort = time.sort ? ' --sort' : '';
  return `# ${pipeline}

Made by \`millrace init\` from \`${data.replaceAll('`', "'")}\`. Give the commands in this folder.

| file | what |
| --- | --- |
| \`pipeline.yaml\` | events, features and windows; what was guessed is told at its top |
| \`schemas/\` | JSON Schemas of the events |
| \`map.yaml\` | how the rows of the file become events |
| \`millrace.yaml\` | port, data folder, limits |

## Look

\`\`\`sh
npx millrace check .                                  # every fault of the document, with line and column
npx millrace try . ${file} --map map.yaml${sort}            # the features of the first events; nothing is kept
npx millrace try . ${file} --map map.yaml${sort} --explain  # with the events behind each number
\`\`\`

## Run

\`\`\`sh
npx millrace up .                                     # goes on until Ctrl-C; the status page is where it says
\`\`\`

and in a second terminal, in this folder too:

\`\`\`sh
npx millrace send ${file} --map map.yaml${sort} --run first  # a file of the past is a run of its own
npx millrace status
\`\`\`

## A model

Any ONNX model that takes float32 rows of the features, in the order in which \`try\` shows them. Put it into this folder as \`model.onnx\`, take
the \`#\` away from \`predict:\` in \`pipeline.yaml\`, and name it there: \`model: model.onnx\`. Then stop \`millrace up .\` with Ctrl-C, start it again, and send the file under another
\`--run\` name: each ${type} gets its prediction. \`npx millrace why PREDICTION_ID\` computes one again from the log.
${label ? `\nThe column of the label comes as events of type \`${label.type}\`, ${label.after} after their ${type}. That is a guess: \`after\` in \`map.yaml\` and \`delay\` in \`pipeline.yaml\` say it.\n` : ''}`;
}

/** A path as a word of a command line. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
