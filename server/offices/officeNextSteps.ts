/** What an administrator should do next about offices: fill in missing headcounts, without which there are no rates. */
import type { NextSteps } from '../accounts/homeParts.ts';
import { isValidOn, OfficeModel } from './office.ts';
import { officeImportPath, officesPath } from './paths.ts';

export const officeNextSteps: NextSteps = async (account, day) => {
  if (account.role !== 'administrator') return [];
  const offices = await OfficeModel.find({}, { headcount: 1, validFrom: 1, validTo: 1 }).lean();
  if (offices.length === 0)
    return [{ message: 'offices:next.import', button: 'import', urgency: 'today', href: officeImportPath }];
  const count = offices.filter((one) => one.headcount === null && isValidOn(one, day)).length;
  if (count === 0) return [];
  const href = `${officesPath}?missing=1`;
  return [
    { message: 'offices:next.headcounts', values: { count }, button: 'headcounts', urgency: 'open', href },
  ];
};
