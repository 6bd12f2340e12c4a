import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A process that no later one can be taken for: a pid is used again, a pid with its start time is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; equal only for the same process of the same boot. Empty where the system does not tell. */
  readonly started: string;
}

/** Fields 3 (state) and 22 (start, in clock ticks since boot) of `/proc/<pid>/stat`; the name in field 2 may hold blanks and brackets. */
export function parseProcStat(text: string): { state: string; startTicks: string } | undefined {
  const fields = text
    .slice(text.lastIndexOf(')') + 1)
    .trim()
    .split(/\s+/);
  const [state, startTicks] = [fields[0], fields[19]];
  return state && startTicks && /^\d+$/.test(startTicks) ? { state, startTicks } : undefined;
}

/** Runs `ps -p <pid> -o <columns>`; undefined when there is no such process or no ps. */
export async function askPs(pid: number, columns: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-p', String(pid), '-o', columns], { env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Whether a signal could be sent to `pid`. True also for a zombie, and false for a process of another user: ask `identify` when that matters. */
export function takesSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Who runs as `pid` now; undefined when nobody does, or only a zombie that its parent has not collected. */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return process.platform === 'linux' ? identifyByProc(pid) : identifyByPs(pid);
}

/** Whether that very process still runs. */
export async function stillRuns(identity: ProcessIdentity): Promise<boolean> {
  const now = await identify(identity.pid);
  return now !== undefined && (now.started === identity.started || now.started === '' || identity.started === '');
}

async function identifyByProc(pid: number): Promise<ProcessIdentity | undefined> {
  const stat = parseProcStat(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''));
  if (!stat) return undefined;
  if (isDead(stat.state)) return undefined;
  // Ticks count from boot, so two boots can give the same pid the same ticks; the boot's own id tells them apart.
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return { pid, started: `${boot.trim()}/${stat.startTicks}` };
}

async function identifyByPs(pid: number): Promise<ProcessIdentity | undefined> {
  const line = await askPs(pid, 'stat=,lstart=');
  if (line === undefined) return takesSignals(pid) ? { pid, started: '' } : undefined;
  const [state = '', ...started] = line.split(/\s+/);
  return isDead(state) ? undefined : { pid, started: started.join(' ') };
}

function isDead(state: string): boolean {
  return state.startsWith('Z') || state.startsWith('X');
}
