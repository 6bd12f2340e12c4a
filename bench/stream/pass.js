/**
 * What a peer does, as a process of its own: `FILE WARM`. It takes the first WARM events of the file into a state that it throws away, then
 * the whole file, timed, and prints one line of JSON.
 * @typedef {object} Pass
 * @property {number} events
 * @property {string} checksum over the vectors
 * @property {Record<string, number>} [partSeconds] of the CPU time
 */

/**
 * @param {(file: string, limit: number) => Promise<Pass>} pass reads at most `limit` events
 */
export async function runPasses(pass) {
  const [file, warm] = process.argv.slice(2);
  if (Number(warm) > 0) await pass(file, Number(warm));
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await pass(file, Infinity);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ ...result, seconds, cpuSeconds: (user + system) / 1e6, peakBytes, version: `Node ${process.version}` }));
}
