import { readFileSync } from 'node:fs';

const SAMPLE_MS = 250;
const ESTABLISHED = '01';

/** What the kernel holds for the connections of a port, both ends, bytes. @param {number} port */
function heldByKernel(port) {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  let bytes = 0;
  for (const line of readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1)) {
    const [, local, remote, state, queues] = line.trim().split(/\s+/);
    if (state !== ESTABLISHED || !(local?.endsWith(hex) || remote?.endsWith(hex))) continue;
    for (const queue of queues.split(':')) bytes += parseInt(queue, 16);
  }
  return bytes;
}

/** @param {number} pid */
function residentOf(pid) {
  return 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}

/**
 * Looks at the memory of a process, and at what the kernel holds for its port, until it is stopped.
 * @param {number} pid
 * @param {number} port
 */
export function watchMemory(pid, port) {
  /** @type {{ residentBytes: number, kernelBytes: number }[]} */
  const samples = [];
  const look = () => void samples.push({ residentBytes: residentOf(pid), kernelBytes: heldByKernel(port) });
  look();
  const timer = setInterval(look, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return samples;
  };
}
