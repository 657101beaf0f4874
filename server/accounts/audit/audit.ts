/** Appends to the audit trail and verifies it. Two writers race for the next position; the loser tries again. */
import mongoose from 'mongoose';
import { perStore } from '../../database/perStore.ts';
import { type AuditEntry, AuditModel, auditHash } from './auditEntry.ts';
import { inStoredOrder, type Subject } from './subject.ts';

export const genesis = '0'.repeat(64);

export interface AuditFact {
  at: Date;
  actor: string;
  action: string;
  subject?: Subject;
  detail?: AuditEntry['detail'];
}

/** The entries of this process stand in line, so that none of them meets one of the same content at the same position. */
const line = perStore(() => ({ last: Promise.resolve() as Promise<unknown> }));

/** Writes one entry; resolves when it is on disk. */
export function audit(fact: AuditFact): Promise<AuditEntry> {
  const waiting = line();
  const written = waiting.last.then(() => append(fact));
  waiting.last = written.catch(() => undefined);
  return written;
}

async function append(fact: AuditFact): Promise<AuditEntry> {
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
      // Not somebody else's but this very one, written before its reply was lost, where a server does not know a repeated write.
      if (await AuditModel.exists({ _id: written._id, hash: written.hash })) return written;
    }
  }
}

/** `brokenAt` is the position of the first entry that does not follow from the one before. */
export interface Chain {
  entries: number;
  brokenAt: number | null;
}

/** Walks the whole chain. */
export async function verifyAudit(): Promise<Chain> {
  const { entries, brokenAt } = await chainFrom({ position: 0, hash: genesis });
  return { entries, brokenAt };
}

/** Walks the chain from after an entry that is known to be right. */
export async function chainFrom(known: {
  position: number;
  hash: string;
}): Promise<Chain & { hash: string }> {
  let { position: entries, hash } = known;
  const after = { _id: mongoose.trusted({ $gt: entries }) as never };
  for await (const entry of AuditModel.find(after).sort({ _id: 1 }).lean().cursor()) {
    entries += 1;
    const follows = entry._id === entries && entry.previousHash === hash && followsItself(entry);
    if (!follows) return { entries, brokenAt: entries, hash };
    hash = entry.hash;
  }
  return { entries, brokenAt: null, hash };
}

/** Whether its hash is that of its content. */
export function followsItself({ hash, ...content }: AuditEntry): boolean {
  return auditHash(content) === hash;
}
