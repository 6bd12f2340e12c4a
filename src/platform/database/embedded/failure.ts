import { PlatformError } from '../../error.js';
import { DATABASE_FIX, diskFull, type DataFolder } from './data-folder.js';

const LINES = 15;

/** What a line of the log says, the error code it becomes, and what to do. */
const CAUSES: readonly { sign: RegExp; code: string; fix: string }[] = [
  {
    sign: /pre-existing shared memory block|lock file "postmaster\.pid" already exists/,
    code: 'data_folder_busy',
    fix: 'Processes of an earlier server still run on this data folder: end them.',
  },
  {
    sign: /incompatible with server|was initialized by PostgreSQL version/,
    code: 'data_folder_version',
    fix: `Another version of PostgreSQL made this data folder: install that one, ${DATABASE_FIX}.`,
  },
  {
    sign: /has wrong ownership|invalid permissions/,
    code: 'data_folder_unusable',
    fix: 'The data folder must belong to the user who starts Millrace, with mode 0700.',
  },
  {
    sign: /unrecognized configuration parameter|invalid value for parameter|outside the valid range/,
    code: 'setting_invalid',
    fix: 'Mend the setting that is named below.',
  },
  {
    sign: /could not (map anonymous|create|resize) shared memory|Cannot allocate memory/,
    code: 'database_memory',
    fix: 'There is not enough memory: lower the setting shared_buffers.',
  },
];

/** What the end of the server's log says, as an error with the fix in it. */
export function explainFailure(tail: string, what: string, folder: Pick<DataFolder, 'path' | 'log'>): PlatformError {
  const lines = tail.trim().split('\n').slice(-LINES).join('\n');
  if (/No space left on device|Disk quota exceeded/.test(tail)) return diskFull(folder.path, lines);
  const cause = CAUSES.find(({ sign }) => sign.test(tail));
  const { code, fix } = cause ?? { code: 'database_start', fix: `Read the lines below, ${DATABASE_FIX}.` };
  return new PlatformError(code, 'fatal', `${what}. ${fix}\nThe end of ${folder.log}:\n${lines}`, { details: { log: folder.log } });
}
