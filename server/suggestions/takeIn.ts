/**
 * Stores what was sent, in one durable write, and signs its receipt. Sending the same again gives the same receipt and stores nothing, so
 * that a lost reply loses no suggestion and doubles none.
 */
import { insertOnce } from '../database/insertOnce.ts';
import { Conflict, TryAgain } from '../http/httpErrors.ts';
import { signReceipt } from './receipt.ts';
import type { PreparedItem } from './sealing/prepareItem.ts';
import type { SignedReceipt } from './sealing/receiptText.ts';
import { suggestionKeys } from './suggestionKeys.ts';
import { WaitingItemModel } from './waitingItem.ts';
import { weekOf } from './week.ts';
import { wasWithdrawn } from './withdrawnItem.ts';

/** More are a flood, whoever sends them; the next round makes room. */
const maxWaiting = 5000;

export interface TakingIn {
  now: Date;
  keyDir: string;
}

/** @throws Conflict when something else was sent with this code, or withdrawn with it; TryAgain in a flood */
export async function takeIn(
  { id, sealed, commitment }: PreparedItem,
  { now, keyDir }: TakingIn,
): Promise<SignedReceipt> {
  const keys = await suggestionKeys(keyDir);
  if ((await WaitingItemModel.estimatedDocumentCount()) >= maxWaiting)
    throw new TryAgain('suggestions:errors.full');
  if (await wasWithdrawn(id)) throw new Conflict('suggestions:errors.codeUsed');
  const item = { _id: id, week: weekOf(now), sealed, commitment };
  if (await insertOnce(() => WaitingItemModel.create(item))) return signReceipt(item, keys);
  const stored = await WaitingItemModel.findById(id).lean();
  // Opened between the two: it had arrived.
  if (!stored) return signReceipt(item, keys);
  if (stored.commitment !== commitment) throw new Conflict('suggestions:errors.codeUsed');
  return signReceipt(stored, keys);
}
