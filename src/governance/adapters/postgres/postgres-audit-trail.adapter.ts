import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { MillraceError, canonicalJson } from '../../../definition/index.js';
import { sealAudit } from '../../domain/audit-chain.js';
import { SALT_BYTES, genesisHead } from '../../domain/ledger.js';
import type { AuditEntry, AuditTrail } from '../../ports/audit-trail.port.js';

/** The audit trail in the table governance.audit_entry. */
export class PostgresAuditTrail implements AuditTrail {
  constructor(
    private readonly dataSource: DataSource,
    private readonly nowUs: () => number,
  ) {}

  async record({ actor, action, subject, details }: AuditEntry): Promise<void> {
    try {
      await this.dataSource.transaction(async (manager) => {
        // One writer at a time: each link needs the one before.
        await manager.query("SELECT pg_advisory_xact_lock(hashtext('governance.audit_entry'))");
        const [last] = await manager.query<{ no: string | number; head: Buffer }[]>('SELECT no, head FROM governance.audit_entry ORDER BY no DESC LIMIT 1');
        const entry = {
          no: Number(last?.no ?? 0) + 1,
          at: this.nowUs(),
          actor,
          action,
          subject,
          details: canonicalJson(details),
          salt: randomBytes(SALT_BYTES),
        };
        await manager.query(
          'INSERT INTO governance.audit_entry (no, at, actor, action, subject, details, salt, head) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
          [...[entry.no, entry.at, actor, action, subject, entry.details, entry.salt], sealAudit(last?.head ?? genesisHead(), entry).head],
        );
      });
    } catch (error) {
      throw new MillraceError('audit_unavailable', 'retryable', 'nothing was done, because the audit trail could not take it: is the database up?', {
        cause: error,
      });
    }
  }
}
