/** The present state of a draft, an earlier one, and the list of all of them. */
import mongoose from 'mongoose';
import { NotFound } from '../../http/httpErrors.ts';
import { type DraftState, DraftStateModel, stateId } from './draftState.ts';

async function lastState(instrument: string): Promise<DraftState | null> {
  return DraftStateModel.findOne({ instrument }).sort({ number: -1 }).lean();
}

/** The draft of an instrument as it was saved last; null where there is none. */
export async function findDraft(instrument: string): Promise<DraftState | null> {
  const last = await lastState(instrument);
  return last && !last.ended ? last : null;
}

/** @throws NotFound */
export async function getDraft(instrument: string): Promise<DraftState> {
  const draft = await findDraft(instrument);
  if (!draft) throw new NotFound('workshop:errors.noDraft');
  return draft;
}

/** A state by its number; null where it is not there (any more). */
export async function findState(instrument: string, number: number): Promise<DraftState | null> {
  return DraftStateModel.findById(stateId(instrument, number)).lean();
}

/** The number that the next state gets. */
export async function nextNumber(instrument: string): Promise<number> {
  return ((await lastState(instrument))?.number ?? 0) + 1;
}

export type ListedState = Omit<DraftState, 'content' | 'classes' | 'translations'>;

/** States up to a number, the newest first, without what they hold. */
export async function listStates(instrument: string, upTo: number, count: number): Promise<ListedState[]> {
  const number = mongoose.trusted({ $lte: upTo }) as never;
  return DraftStateModel.find({ instrument, number }, { content: 0, classes: 0, translations: 0 })
    .sort({ number: -1 })
    .limit(count)
    .lean();
}
