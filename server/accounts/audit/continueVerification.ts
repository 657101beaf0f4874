/**
 * Whether the trail is whole, without reading all of it for each view: from the entry up to which it was found whole the last time on, with
 * the entries that are shown, and their number in all. `verify` and the page's own link read the whole chain.
 */
import mongoose, { Schema } from 'mongoose';
import { type Chain, chainFrom, followsItself, genesis, verifyAudit } from './audit.ts';
import { type AuditEntry, AuditModel } from './auditEntry.ts';

interface Checkpoint {
  _id: 'checkpoint';
  position: number;
  hash: string;
}

const schema = new Schema<Checkpoint>(
  {
    _id: { type: String, required: true },
    position: { type: Number, required: true },
    hash: { type: String, required: true },
  },
  { versionKey: false, collection: 'auditCheckpoints' },
);
const CheckpointModel = mongoose.model<Checkpoint>('AuditCheckpoint', schema);

const _id = 'checkpoint' as const;
const start: Checkpoint = { _id, position: 0, hash: genesis };

/** @param shown entries of the page, each looked at by itself */
export async function continueVerification(shown: readonly AuditEntry[]): Promise<Chain> {
  const known = (await CheckpointModel.findById(_id).lean()) ?? start;
  const altered = shown.find((entry) => !followsItself(entry));
  const last = await AuditModel.findById(known.position).lean();
  if (altered || (last && (last.hash !== known.hash || !followsItself(last)))) return verifyWhole();
  const { entries, brokenAt, hash } = await chainFrom(known);
  if (brokenAt !== null) return { entries, brokenAt };
  // One that was taken out before the checkpoint.
  if ((await AuditModel.countDocuments()) !== entries) return verifyWhole();
  await keep(entries, hash);
  return { entries, brokenAt: null };
}

/** The whole chain; what is found whole is where the next view goes on from. */
export async function verifyWhole(): Promise<Chain> {
  const chain = await verifyAudit();
  if (chain.brokenAt !== null) await CheckpointModel.deleteOne({ _id });
  return chain;
}

async function keep(position: number, hash: string): Promise<void> {
  await CheckpointModel.updateOne({ _id }, { $set: { position, hash } }, { upsert: true });
}
