import { readFile } from 'node:fs/promises';
import type { AdminKey } from '../governance/index.js';
import { type Deployment, Pipelines, RunLanes } from '../processing/index.js';
import type { Settings } from '../platform/config/index.js';
import type { Server } from '../server.js';

const LINE_MS = 1000;
const PLAIN_LINE_MS = 5000;

export interface Greeting {
  readonly url: string;
  readonly grpc: string | undefined;
  readonly adminKey: AdminKey | undefined;
  readonly role: Settings['role'];
  readonly deployments: readonly Deployment[];
  readonly demo: boolean;
}

/** Tells where the page is and prints a request that works when it is pasted. */
export async function greet(greeting: Greeting, json: boolean): Promise<void> {
  const { url, grpc, adminKey } = greeting;
  const key = adminKey?.from === 'file' ? (await readFile(adminKey.file, 'utf8')).trim() : undefined;
  if (json) {
    process.stdout.write(
      JSON.stringify({
        url,
        grpc: grpc ?? null,
        key_file: adminKey?.from === 'file' ? adminKey.file : null,
        pipelines: greeting.deployments.map(({ plan }) => plan.pipeline),
      }) + '\n',
    );
    return;
  }
  if (!adminKey) {
    process.stdout.write(`\nA worker of Millrace is up; probes and metrics: ${url}/health/ready, ${url}/metrics\n\n`);
    return;
  }
  const lines = ['', `Millrace is up${greeting.role === 'api' ? ' (api)' : ''} at ${url}`, ''];
  lines.push(`  page     ${url}/${key === undefined ? '#key=<MILLRACE_ADMIN_KEY>' : `#key=${key}`}`, `  API      ${url}/docs`);
  if (grpc !== undefined) lines.push(`  gRPC     ${grpc} (contracts/proto/millrace/v1/millrace.proto)`);
  lines.push(`  key      ${adminKey.from === 'file' ? `${adminKey.file}${adminKey.created ? ' (made now)' : ''}` : 'MILLRACE_ADMIN_KEY'}`);
  const first = greeting.deployments.find(({ plan }) => plan.predict);
  if (first) lines.push('', '  Ask for a prediction:', '', `  ${curl(url, first, adminKey)}`);
  process.stdout.write(lines.join('\n') + '\n\n');
}

function curl(url: string, { plan }: Deployment, adminKey: AdminKey): string {
  const key = adminKey.from === 'file' ? `$(cat ${shellQuote(adminKey.file)})` : '$MILLRACE_ADMIN_KEY';
  const body = JSON.stringify(exampleEvent(plan));
  return `curl -s ${url}/v1/pipelines/${plan.pipeline}/predictions -H "Authorization: Bearer ${key}" -H 'Content-Type: application/json' -d ${shellQuote(body)}`;
}

/** An event from the examples of the schema, without its time: that is its arrival then. Its id is new each time. */
function exampleEvent(plan: Deployment['plan']): Record<string, unknown> {
  const type = plan.events.find((event) => event.type === plan.on);
  const properties = (type?.schema.properties ?? {}) as Record<string, { examples?: unknown[]; type?: string }>;
  const event: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (name === type?.time) continue;
    event[name] =
      name === type?.id && property.type === 'string'
        ? `try-${Date.now().toString(36)}`
        : (property.examples?.[0] ?? (property.type === 'number' || property.type === 'integer' ? 1 : 'a'));
  }
  return event;
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** One line that is written over itself on a terminal, else a line every few seconds. */
export function rollingLine(server: Server): { stop(): void } {
  const tty = process.stdout.isTTY;
  const timer = setInterval(() => process.stdout.write(tty ? `\r\u001b[K${lineOf(server)}` : `${lineOf(server)}\n`), tty ? LINE_MS : PLAIN_LINE_MS);
  return { stop: () => clearInterval(timer) };
}

function lineOf(server: Server): string {
  const lanes = server.app.get(RunLanes);
  return server.app
    .get(Pipelines)
    .all()
    .filter((run) => run.live || (lanes.rate(run.name)?.perSecond().events ?? 0) > 0)
    .map((run) => {
      const rate = lanes.rate(run.name);
      const { events, predictions } = rate?.perSecond() ?? { events: 0, predictions: 0 };
      const p99 = rate?.p99Ms();
      return `${run.name}: ${events.toFixed(1)} events/s, ${predictions.toFixed(1)} predictions/s, p99 ${p99 === undefined ? '-' : `${p99.toFixed(1)} ms`}, ${rate?.quarantined ?? 0} quarantined`;
    })
    .join(' | ');
}
