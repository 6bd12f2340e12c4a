import type { Pool } from 'pg';
import { type StoredAuditEntry, sealAudit } from '../../domain/audit-chain.js';
import { genesisHead } from '../../domain/ledger.js';

export interface AuditReport {
  readonly entries: number;
  /** Head of the chain, hex. */
  readonly head: string;
  readonly faults: readonly string[];
}

const ENTRIES_A_READ = 1000;

/** Computes the audit chain again from its entries and compares. */
export async function verifyAudit(pool: Pool): Promise<AuditReport> {
  const faults: string[] = [];
  let head = genesisHead();
  let entries = 0;
  for (let more = true; more;) {
    const found = await pool.query<StoredAuditEntry & { head: Buffer }>(
      `SELECT no, at, actor, action, subject, details, salt, head FROM governance.audit_entry WHERE no > $1 ORDER BY no LIMIT ${ENTRIES_A_READ}`,
      [entries],
    );
    for (const entry of found.rows) {
      if (entry.no !== ++entries) faults.push(`entries ${entries} to ${entry.no - 1} are missing`);
      entries = entry.no;
      if (!sealAudit(head, entry).head.equals(entry.head))
        faults.push(`entry ${entry.no} (${entry.action} of ${entry.subject}) or the chain before it was changed`);
      head = entry.head;
    }
    more = found.rows.length === ENTRIES_A_READ;
  }
  return { entries, head: head.toString('hex'), faults };
}
