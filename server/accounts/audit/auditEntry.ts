/**
 * The audit trail: what administrators, managers and analysts did, never what an employee did. Each entry carries
 * the hash of the one before, so that a removed or altered entry breaks the chain.
 */
import { createHash } from 'node:crypto';
import mongoose, { Schema } from 'mongoose';
import { hashedSubject, type StoredSubject } from './subject.ts';

export interface AuditEntry {
  /** Position in the chain, from 1; unique, which is what makes appending a race with one winner. */
  _id: number;
  at: Date;
  /** Account id, or `system` and `cli`. */
  actor: string;
  /** A verb phrase such as `wave.launch`; `audit:action.<action>` is its text. */
  action: string;
  /** Read it with `subjectOf`; null where the action says everything. */
  subject: StoredSubject;
  /** Plain facts, never an answer, a code or the text of a comment. */
  detail: Record<string, string | number | boolean | null>;
  previousHash: string;
  hash: string;
}

const schema = new Schema<AuditEntry>(
  {
    _id: { type: Number, required: true },
    at: { type: Date, required: true },
    actor: { type: String, required: true },
    action: { type: String, required: true },
    // Looked up as a whole value: what an entry was about, in the form in which it was stored.
    subject: { type: Schema.Types.Mixed, default: null, index: true },
    detail: { type: Schema.Types.Mixed, default: {} },
    previousHash: { type: String, required: true },
    hash: { type: String, required: true },
  },
  { versionKey: false, collection: 'audit', minimize: false },
);

schema.index({ actor: 1 });
schema.index({ at: 1 });

export const AuditModel = mongoose.model<AuditEntry>('AuditEntry', schema);

/** Hash of an entry's content together with the hash before it (SHA-256, hex). */
export function auditHash(entry: Omit<AuditEntry, 'hash'>): string {
  const content = [
    entry._id,
    entry.at.toISOString(),
    entry.actor,
    entry.action,
    hashedSubject(entry.subject),
    entry.detail,
    entry.previousHash,
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
