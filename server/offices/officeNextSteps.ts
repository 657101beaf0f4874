/** What an administrator should do next about offices: fill in missing headcounts, without which there are no rates. */
import type { NextSteps } from '../accounts/homeParts.ts';
import { isValidOn, OfficeModel } from './office.ts';
import { officeImportPath, officesPath } from './paths.ts';

export const officeNextSteps: NextSteps = async (account, day) => {
  if (account.role !== 'administrator') return [];
  const offices = await OfficeModel.find({}, { headcount: 1, validFrom: 1, validTo: 1 }).lean();
  if (offices.length === 0) return [{ message: 'offices:next.import', href: officeImportPath }];
  const count = offices.filter((one) => one.headcount === null && isValidOn(one, day)).length;
  return count ? [{ message: 'offices:next.headcounts', values: { count }, href: officesPath }] : [];
};
