import { Command, CommandRunner, Option } from 'nest-commander';
import { verifyStoredLedgers } from '../offline.js';
import { plural } from './text.js';

interface VerifyOptions {
  readonly json?: boolean;
}

@Command({
  name: 'verify',
  arguments: '[runs...]',
  description: 'Check the prediction ledger and the audit trail: every record, root and chain head, computed again. Needs no running application.',
})
export class VerifyCommand extends CommandRunner {
  override async run(runs: string[], options: VerifyOptions): Promise<void> {
    const tell = process.stderr.isTTY && !options.json;
    const { runs: reports, audit } = await verifyStoredLedgers(runs.length > 0 ? runs : undefined, (run, commits) => {
      if (tell && commits % 20 === 0) process.stderr.write(`\r${run}: ${commits} commits`);
    });
    if (tell) process.stderr.write('\r\u001b[K');
    const faults = reports.flatMap((report) => report.faults);
    const ok = faults.length === 0 && audit.faults.length === 0;
    if (options.json) process.stdout.write(JSON.stringify({ ok, runs: reports, audit }, null, 2) + '\n');
    else {
      for (const { run, commits, predictions, head, faults: found } of reports) {
        process.stdout.write(
          `${found.length === 0 ? 'ok    ' : 'BROKEN'}  ${run}: ${plural(predictions, 'prediction')} in ${plural(commits, 'commit')}, head ${head.slice(0, 16)}\n`,
        );
      }
      for (const { run, commitNo, message } of faults) process.stdout.write(`        ${run}, commit ${commitNo}: ${message}\n`);
      if (audit.entries > 0)
        process.stdout.write(
          `${audit.faults.length === 0 ? 'ok    ' : 'BROKEN'}  audit trail: ${plural(audit.entries, 'entry', 'entries')}, head ${audit.head.slice(0, 16)}\n`,
        );
      for (const message of audit.faults) process.stdout.write(`        audit trail: ${message}\n`);
      if (reports.length === 0) process.stdout.write('there is nothing to verify yet\n');
    }
    if (!ok) process.exitCode = 1;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
