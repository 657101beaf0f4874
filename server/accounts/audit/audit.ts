/** Appends to the audit trail and verifies it. Two writers race for the next position; the loser tries again. */
import { type AuditEntry, AuditModel, auditHash } from './auditEntry.ts';
import { inStoredOrder, type Subject } from './subject.ts';

const genesis = '0'.repeat(64);

export interface AuditFact {
  at: Date;
  actor: string;
  action: string;
  subject?: Subject;
  detail?: AuditEntry['detail'];
}

/** Writes one entry; resolves when it is on disk. */
export async function audit(fact: AuditFact): Promise<AuditEntry> {
  for (;;) {
    const last = await AuditModel.findOne().sort({ _id: -1 }).lean();
    const entry = {
      _id: (last?._id ?? 0) + 1,
      at: fact.at,
      actor: fact.actor,
      action: fact.action,
      subject: fact.subject ? inStoredOrder(fact.subject) : null,
      detail: fact.detail ?? {},
      previousHash: last?.hash ?? genesis,
    };
    const written = { ...entry, hash: auditHash(entry) };
    try {
      await AuditModel.create(written);
      return written;
    } catch (error) {
      if ((error as { code?: number }).code !== 11000) throw error;
    }
  }
}

/** Walks the chain. `brokenAt` is the position of the first entry that does not follow from the one before. */
export async function verifyAudit(): Promise<{ entries: number; brokenAt: number | null }> {
  let previousHash = genesis;
  let entries = 0;
  for await (const entry of AuditModel.find().sort({ _id: 1 }).lean().cursor()) {
    entries += 1;
    const { hash, ...content } = entry;
    const follows =
      entry._id === entries && entry.previousHash === previousHash && auditHash(content) === hash;
    if (!follows) return { entries, brokenAt: entries };
    previousHash = hash;
  }
  return { entries, brokenAt: null };
}
