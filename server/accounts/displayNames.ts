/** What pages call the accounts that did something. */
import mongoose from 'mongoose';
import { AccountModel } from './account.ts';

/** By id; of an account that is gone, the id itself. */
export async function displayNames(ids: readonly string[]): Promise<Record<string, string>> {
  const asked = [...new Set(ids)];
  const found = await AccountModel.find({ _id: mongoose.trusted({ $in: asked }) }, { displayName: 1 }).lean();
  const names = new Map(found.map(({ _id, displayName }) => [_id, displayName]));
  return Object.fromEntries(asked.map((id) => [id, names.get(id) ?? id]));
}
