/** Names of offices by code, including former offices. */
import mongoose from 'mongoose';
import type { NamesOf } from '../accounts/audit/auditNames.ts';
import { OfficeModel } from './office.ts';
import { officeName } from './officeName.ts';

export const officeNames: NamesOf = async (codes, language) => {
  const offices = await OfficeModel.find(
    { _id: mongoose.trusted({ $in: [...codes] }) },
    { nameFa: 1, nameEn: 1 },
  ).lean();
  return new Map(offices.map((office) => [office._id, officeName(office, language)]));
};
