/**
 * The rows of the comparison as a phone folds them: the headquarters, then each governorate with its districts. The order of the
 * page decides in which order they come and how rows stand within them, so that choosing another order changes both.
 */
import type { Reader } from '../i18n/reader.ts';
import { type OfficeTree, officeTree } from '../offices/officeTree.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import type { WaveOffice } from '../waves/waveUnit.ts';

interface Branch<R> {
  name: string;
  /** The governorate's own row; undefined where it stands elsewhere because its score is hidden or rounded. */
  own: R | undefined;
  rows: R[];
}

export function rowsByGovernorate<R extends { code: string }>(
  rows: readonly R[],
  wave: Wave,
  reader: Reader,
): Branch<R>[] {
  const tree = officeTree(wave.offices);
  const top = (row: R) => branchOf(row.code, wave, tree);
  const tops = [...new Set([...rows.filter((row) => top(row) === row.code), ...rows].map(top))];
  return tops.map((code) => ({
    name: nameInWave(wave, code, reader),
    own: rows.find((row) => row.code === code),
    rows: rows.filter((row) => top(row) === code),
  }));
}

/** The office right below the root that this one is or belongs to; the root stands alone. A group goes where its first office is. */
function branchOf(code: string, { units }: Wave, tree: OfficeTree<WaveOffice>): string {
  const office = tree.get(code) ? code : (units.find((unit) => unit.code === code)?.offices[0] ?? code);
  return [office, ...tree.ancestors(office).map((above) => above.code)].at(-2) ?? office;
}
