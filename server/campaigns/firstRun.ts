/**
 * The way to the first wave: offices, headcounts, accounts, the wave. What is done is seen from what is stored, so that it goes on where
 * somebody left it, and ends with the first wave.
 */
import { AccountModel } from '../accounts/account.ts';
import type { FirstRun, FirstStep } from '../accounts/homeParts.ts';
import { accountsPath } from '../accounts/paths.ts';
import { isValidOn, OfficeModel } from '../offices/office.ts';
import { officeImportPath, officesPath } from '../offices/paths.ts';
import { wavesPath } from '../waves/paths.ts';
import { WaveModel } from '../waves/wave.ts';

export const firstRun: FirstRun = async ({ role }, day) => {
  if (role !== 'administrator' || (await WaveModel.exists({}))) return null;
  const stored = await OfficeModel.find({}, { headcount: 1, validFrom: 1, validTo: 1 }).lean();
  const offices = stored.filter((office) => isValidOn(office, day));
  const missing = offices.filter(({ headcount }) => headcount === null).length;
  const managers = await AccountModel.countDocuments({ role: 'manager' });
  const hasOffices = offices.length > 0;
  return [
    stepOf('offices', hasOffices, 'import', hasOffices ? officesPath : officeImportPath),
    {
      ...stepOf('headcounts', hasOffices && missing === 0, 'headcounts', `${officesPath}?missing=1`),
      values: { count: missing },
    },
    stepOf('accounts', managers > 0, 'accounts', accountsPath),
    stepOf('wave', false, 'first', `${wavesPath}/new`),
  ];
};

const stepOf = (name: string, isDone: boolean, button: string, href: string): FirstStep => ({
  message: `campaigns:firstRun.${name}`,
  why: `campaigns:firstRun.why.${name}`,
  isDone,
  button,
  href,
});
