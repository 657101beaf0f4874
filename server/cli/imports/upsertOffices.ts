/** Brings offices of a file into the store: known codes are changed where the file says something, new ones are added. */
import mongoose from 'mongoose';
import { type Office, OfficeModel, officeSearchKey } from '../../offices/office.ts';
import type { OfficeRecord } from '../../offices/officeFile.ts';

const blank = {
  nameEn: '',
  shortNameFa: null,
  shortNameEn: null,
  statisticalCode: null,
  validFrom: null,
  validTo: null,
  replaces: [],
  headcount: null,
};

/** Resolves to the number of offices added and changed. */
export async function upsertOffices(
  records: readonly OfficeRecord[],
): Promise<{ added: number; changed: number }> {
  const stored = await OfficeModel.find({
    _id: mongoose.trusted({ $in: records.map(({ code }) => code) }),
  }).lean<Office[]>();
  const known = new Map(stored.map((office) => [office._id, office]));
  const writes = records.map(({ code, ...record }) => {
    const stated = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
    const office = { ...blank, ...known.get(code), ...stated, _id: code } as Omit<Office, 'searchKey'>;
    const replacement: Office = { ...office, searchKey: officeSearchKey(office) };
    return { replaceOne: { filter: { _id: code }, replacement, upsert: true } };
  });
  if (writes.length > 0) await OfficeModel.bulkWrite(writes);
  return { added: records.length - known.size, changed: known.size };
}
