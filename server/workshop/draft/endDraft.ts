/** Ends a draft: its states go, but for one without content that keeps the count of their numbers. */
import mongoose from 'mongoose';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { insertOnce } from '../../database/insertOnce.ts';
import { type Deed, type DraftState, DraftStateModel, stateId } from './draftState.ts';
import { OpenDraftModel } from './openDraft.ts';

/** @returns false where somebody has saved meanwhile: the draft goes on with that */
export async function endDraft(
  { instrument, number }: DraftState,
  did: Deed,
  { actor, now }: AuditContext,
): Promise<boolean> {
  const last = number + 1;
  const isOurs = await insertOnce(() =>
    DraftStateModel.create({
      _id: stateId(instrument, last),
      ...{ instrument, number: last, at: now, by: actor, did, ended: true },
    }),
  );
  if (!isOurs) return false;
  await OpenDraftModel.deleteOne({ _id: instrument });
  const earlier = mongoose.trusted({ $lt: last }) as never;
  await DraftStateModel.deleteMany({ instrument, number: earlier });
  return true;
}
