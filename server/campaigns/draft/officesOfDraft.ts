/** The offices that a draft can choose from, and those that are chosen after a button that chooses many was pressed. */
import { isValidOn, type Office, OfficeModel } from '../../offices/office.ts';
import { listWavesBriefly } from '../../waves/getWave.ts';
import { chosenAfter, type OfficeChoice } from './chooseOffices.ts';
import type { DraftValues } from './draftValues.ts';

/** @param day ISO date */
export async function officesOn(day: string): Promise<Office[]> {
  const offices = await OfficeModel.find().lean();
  return offices.filter((office) => isValidOn(office, day));
}

export const choose = async (choice: OfficeChoice, values: DraftValues, offices: readonly Office[]) =>
  chosenAfter(choice, values, { offices, waves: await listWavesBriefly() });
