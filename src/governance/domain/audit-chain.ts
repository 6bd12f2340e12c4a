import { encodeCbor } from './cbor.js';
import { type Seal, leafHash, seal } from './ledger.js';

/** An entry of the audit trail as it is stored. */
export interface StoredAuditEntry {
  /** From 1, without a gap. */
  readonly no: number;
  /** µs since 1970 UTC. */
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** Canonical JSON. */
  readonly details: string;
  /** 16 random bytes. */
  readonly salt: Buffer;
}

/**
 * Seals an entry onto the audit chain: the ledger's chain with one leaf a link. Who did it to what is the leaf's private part, so that it
 * can be erased without breaking the chain.
 */
export function sealAudit(previousHead: Uint8Array, { no, at, actor, action, subject, details, salt }: StoredAuditEntry): Seal {
  const leaf = leafHash(encodeCbor({ no, at, action }), salt, encodeCbor({ actor, subject, details }));
  return seal(previousHead, { run: 'audit', partition: 0, commit: no, from: no - 1, to: no, dispositions: new Uint8Array(0) }, leaf);
}
