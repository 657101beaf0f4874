/**
 * The audit trail: what administrators, managers and analysts did, never what an employee did. Each entry carries
 * the hash of the one before, so that a removed or altered entry breaks the chain.
 */
import { createHash } from 'node:crypto';
import mongoose, { Schema } from 'mongoose';

export interface AuditEntry {
  /** Position in the chain, from 1; unique, which is what makes appending a race with one winner. */
  _id: number;
  at: Date;
  /** Account id, or `system` and `cli`. */
  actor: string;
  /** A verb phrase such as `wave.launch`; the full list is in auditActions. */
  action: string;
  /** What it was done to: kind and id. */
  subject: string;
  /** Plain facts, never an answer, a code or the words of a comment. */
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
    subject: { type: String, default: '', index: true },
    detail: { type: Schema.Types.Mixed, default: {} },
    previousHash: { type: String, required: true },
    hash: { type: String, required: true },
  },
  { versionKey: false, collection: 'audit', minimize: false },
);

export const AuditModel = mongoose.model<AuditEntry>('AuditEntry', schema);

/** Hash of an entry's content together with the hash before it (SHA-256, hex). */
export function auditHash(entry: Omit<AuditEntry, 'hash'>): string {
  const content = [
    entry._id,
    entry.at.toISOString(),
    entry.actor,
    entry.action,
    entry.subject,
    entry.detail,
    entry.previousHash,
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
