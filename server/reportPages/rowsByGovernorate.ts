/**
 * The rows of the comparison as a phone groups them: the headquarters, then each governorate with its districts. The chosen order of
 * the page applies both to these groups and to the rows within them.
 */
import type { Reader } from '../i18n/reader.ts';
import { type OfficeTree, officeTree } from '../offices/officeTree.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import type { WaveOffice } from '../waves/waveUnit.ts';

interface Branch<R> {
  name: string;
  /** The governorate's own row; undefined where it is listed elsewhere because its score is hidden or rounded. */
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

/** The office right below the root that this one is or belongs to; the root is its own branch. A reporting group belongs to the branch of its first office. */
function branchOf(code: string, { units }: Wave, tree: OfficeTree<WaveOffice>): string {
  const office = tree.get(code) ? code : (units.find((unit) => unit.code === code)?.offices[0] ?? code);
  return [office, ...tree.ancestors(office).map((above) => above.code)].at(-2) ?? office;
}
