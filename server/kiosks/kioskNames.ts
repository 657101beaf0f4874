/** Names of kiosks by id: where they stand. */
import mongoose from 'mongoose';
import type { NamesOf } from '../accounts/audit/auditNames.ts';
import { KioskModel } from './kiosk.ts';

export const kioskNames: NamesOf = async (ids) => {
  const kiosks = await KioskModel.find({ _id: mongoose.trusted({ $in: [...ids] }) }, { name: 1 }).lean();
  return new Map(kiosks.map(({ _id, name }) => [_id, name]));
};
