/** The personal part of a people list's row, sealed for the store: the address, and the cells as they were written, which may hold anything. */
import type { AddressCipher } from '../addressCipher.ts';
import type { PeopleRow } from './peopleList.ts';

/** A row as it is worked on, in memory only. */
export interface OpenRow extends Omit<PeopleRow, 'sealed'> {
  /** Empty for slips and for rows whose address could not be read. */
  address: string;
  /** Office, channel and address as they were written, for the file of rows to mend. */
  written: string[];
}

export function sealRow({ address, written, ...row }: OpenRow, cipher: AddressCipher): PeopleRow {
  return { ...row, sealed: cipher.seal(JSON.stringify({ address, written })) };
}

export function openRow({ sealed, ...row }: PeopleRow, cipher: AddressCipher): OpenRow {
  return { ...row, ...(JSON.parse(cipher.open(sealed)) as Pick<OpenRow, 'address' | 'written'>) };
}
