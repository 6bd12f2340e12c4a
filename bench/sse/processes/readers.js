// Slow readers of the stream of predictions, as a process of their own. Its task comes as JSON in the first argument. It tells its parent
// `open` when all have begun; told `end`, what each took; told { upTo }, it lets some of them take everything up to there, and ends.
import { SlowReader } from '../slow-reader.js';

/** @type {{ url: string, key: string, path: string, sockets: number, bytesPerSecond: number, checked: number }} */
const task = JSON.parse(process.argv[2]);

const began = performance.now();
const readers = Array.from({ length: task.sockets }, () => new SlowReader(task));
const tell = (/** @type {object} */ message) => process.send?.(message);

const begun = setInterval(() => {
  if (!readers.every((reader) => reader.bytes > 0 || reader.ended)) return;
  clearInterval(begun);
  tell({ open: readers.filter((reader) => !reader.ended).length });
}, 20);

process.on('message', (/** @type {'end' | { upTo: number }} */ message) => {
  const seconds = (performance.now() - began) / 1000;
  if (message === 'end') tell({ seconds, taken: readers.map(({ bytes, predictions, ended }) => ({ bytes, predictions, ended })) });
  else void catchUp(message.upTo);
});

/** @param {number} upTo position of the last prediction that there is */
async function catchUp(upTo) {
  const checked = readers.slice(0, task.checked);
  for (const reader of readers.slice(task.checked)) reader.close();
  await Promise.all(
    checked.map((reader) => {
      reader.hurry();
      return reader.until(upTo);
    }),
  );
  tell({ checked: checked.map(({ first, last, predictions, faults, ended }) => ({ first, last, predictions, faults, ended })) });
  for (const reader of checked) reader.close();
  process.disconnect();
}
