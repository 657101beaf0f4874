/**
 * Two administrators stand for two persons only where neither could sign in as the other. Whoever makes an account, or a link that sets its
 * password, holds it; so accounts of which one has held the other since a wave was launched, perhaps through further ones, count as one.
 */
import mongoose from 'mongoose';
import { Conflict } from '../http/httpErrors.ts';
import { AccountModel } from './account.ts';
import { AuditModel } from './audit/auditEntry.ts';
import { subjectOf } from './audit/subject.ts';

/** What lets its actor sign in as somebody. */
const taking = ['account.create', 'account.link', 'account.identitySet'];

/** @throws Conflict for the same account, or one that the other has held since */
export async function requireIndependent(one: string, other: string, since: Date | null): Promise<void> {
  if (one === other) throw new Conflict('accounts:conflict.secondAdministrator');
  const held = await heldWith(one, since ?? new Date(0));
  if (held.has(other)) throw new Conflict('accounts:conflict.heldAccount');
}

/** The account and all that it has held, or been held by, through however many accounts. */
async function heldWith(account: string, since: Date): Promise<Set<string>> {
  const entries = await AuditModel.find(
    { at: mongoose.trusted({ $gte: since }), action: mongoose.trusted({ $in: taking }) },
    { actor: 1, action: 1, subject: 1 },
  ).lean();
  // What a command did is the doing of whoever holds the machine, who needs no account; they make no two accounts one.
  const persons = new Set((await AccountModel.find({}, { _id: 1 }).lean()).map(({ _id }) => _id));
  const ties = entries.flatMap((entry) => {
    const subject = subjectOf(entry)?.id;
    return subject && persons.has(entry.actor) ? [[entry.actor, subject] as const] : [];
  });
  const held = new Set([account]);
  for (let size = 0; size < held.size; ) {
    size = held.size;
    for (const [actor, subject] of ties)
      if (held.has(actor) || held.has(subject)) held.add(actor).add(subject);
  }
  return held;
}
