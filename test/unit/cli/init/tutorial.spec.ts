import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { draftOf } from '../../../../src/cli/init/draft.js';
import { readTable } from '../../../../src/cli/init/read-table.js';
import { projectFiles } from '../../../../src/cli/init/write-project.js';
import { inputOf } from '../../../../src/cli/send/input-file.js';
import { commandsOf } from '../../../e2e/ten-minutes/commands.js';

async function* once(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text));
}

it('the tutorial has the commands that init writes for its table, all of them and in their order', async () => {
  const tutorial = await readFile('docs/tutorial/your-own-pipeline.md', 'utf8');
  const csv = /```csv\n(.*?)```/s.exec(tutorial)?.[1] ?? '';
  const table = await readTable(inputOf('payments.csv', csv.length, once(csv)));
  const draft = draftOf({ table, folder: 'first-try', file: 'payments', roles: { label: 'is_fraud' }, nowMs: Date.UTC(2026, 0, 6) });
  const readme = projectFiles(draft, 'first-try', 'payments.csv').get('README.md') ?? '';
  // In a clone the client lies beside the new folder.
  const installed = readme.replace("'../clients/python[pandas]'", "'../node_modules/millrace/clients/python[pandas]'");
  const [, ...told] = commandsOf(tutorial);
  expect(told[0]).toBe('npx millrace init first-try --from payments.csv --label is_fraud');
  expect(told.slice(1)).toEqual(['cd first-try', ...commandsOf(installed)]);
});
