/**
 * Offices that were chosen here and there become one tree: those between them and the nearest office above all of them are added. Nobody
 * is asked there (their headcount is 0); they hold the reports of what lies below. A pilot of two departments and a district needs no more.
 */
import { loadOffices } from '../../offices/loadOffices.ts';
import { rootsOf } from '../../offices/officeTree.ts';
import type { WaveOffice } from '../../waves/waveUnit.ts';

/** As they are where they have one root, or nothing above all of them. */
export async function connectOffices(chosen: readonly WaveOffice[]): Promise<WaveOffice[]> {
  const roots = rootsOf(chosen);
  if (roots.length < 2) return [...chosen];
  const tree = await loadOffices();
  const chains = roots.map(({ code }) => [code, ...tree.ancestors(code).map((office) => office.code)]);
  const top = chains[0]?.find((code) => chains.every((chain) => chain.includes(code)));
  if (top === undefined) return [...chosen];
  const known = new Set(chosen.map(({ code }) => code));
  const missing = new Set(
    chains.flatMap((chain) => chain.slice(0, chain.indexOf(top) + 1)).filter((code) => !known.has(code)),
  );
  const added = [...missing].flatMap((code) => {
    const office = tree.get(code);
    if (!office) return [];
    const { level, nameFa, nameEn, parent } = office;
    return [{ code, level, nameFa, nameEn, parent, headcount: 0, unit: '' }];
  });
  return [...added, ...chosen];
}
