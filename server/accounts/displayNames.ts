/** Display names of accounts, for pages that say who did something. */
import mongoose from 'mongoose';
import { AccountModel } from './account.ts';

/** By id; a deleted account is named by its id. */
export async function displayNames(ids: readonly string[]): Promise<Record<string, string>> {
  const wanted = [...new Set(ids)];
  const found = await AccountModel.find(
    { _id: mongoose.trusted({ $in: wanted }) },
    { displayName: 1 },
  ).lean();
  const names = new Map(found.map(({ _id, displayName }) => [_id, displayName]));
  return Object.fromEntries(wanted.map((id) => [id, names.get(id) ?? id]));
}
