/** How a PostgreSQL program is started: PostgreSQL refuses to run as root, and must end when this process is killed. */
export interface RunAs {
  /** Put before the program and its arguments. */
  readonly prefix: readonly string[];
  /** The user that owns the data folder, when that is not ours. */
  readonly uid?: number;
  readonly gid?: number;
  /** The kernel sends SIGINT (a fast shutdown) when this process ends in any way. */
  readonly endsWithParent: boolean;
}

export interface PasswdEntry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const DEATH_SIGNAL = ['--pdeathsig', 'INT'];
/** The server must pass through folders of root that are 0700; inside a user namespace it may, being root outside of it. */
const PASS_FOLDERS = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];

export function parsePasswd(text: string): PasswdEntry[] {
  const entries = text.split('\n').map((line) => line.split(':'));
  return entries.flatMap(([name, , uid, gid]) => (name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []));
}

/**
 * The ways to run PostgreSQL for this user, best first; the caller takes the first that works.
 * `folder` is the owner of a data folder that exists.
 */
export function waysToRun(self: { uid: number | undefined; platform: string }, passwd: readonly PasswdEntry[], folder?: { uid: number; gid: number }): RunAs[] {
  const plain: RunAs = { prefix: [], endsWithParent: false };
  if (self.platform !== 'linux' || self.uid === undefined) return self.uid === 0 ? [] : [plain];
  const guest = choose(passwd, ['nobody', 'postgres']);
  // initdb asks for the user's name, so the user it sees must have an entry.
  const namespace = guest ? [inNamespace(guest)] : [];
  if (self.uid !== 0) {
    const withSignal: RunAs = { prefix: ['setpriv', ...DEATH_SIGNAL, '--'], endsWithParent: true };
    const named = passwd.length === 0 || passwd.some((entry) => entry.uid === self.uid);
    return named ? [withSignal, plain] : [...namespace, withSignal, plain];
  }
  if (folder && folder.uid !== 0) return asUser(folder);
  const service = choose(passwd, ['postgres', 'nobody']);
  return [...namespace, ...(service ? asUser(service) : [])];
}

function inNamespace(guest: PasswdEntry): RunAs {
  const map = [`--map-user=${guest.uid}`, `--map-group=${guest.gid}`];
  return { prefix: ['unshare', '--user', ...map, '--', 'setpriv', ...DEATH_SIGNAL, '--'], endsWithParent: true };
}

function asUser({ uid, gid }: { uid: number; gid: number }): RunAs[] {
  const change = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  return [[...change, ...PASS_FOLDERS], change].map((start) => ({ prefix: [...start, ...DEATH_SIGNAL, '--'], uid, gid, endsWithParent: true }));
}

function choose(passwd: readonly PasswdEntry[], names: readonly string[]): PasswdEntry | undefined {
  const ordinary = passwd.filter((entry) => entry.uid > 0);
  return names.map((name) => ordinary.find((entry) => entry.name === name)).find((entry) => entry !== undefined) ?? ordinary[0];
}
