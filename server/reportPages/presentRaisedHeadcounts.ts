/**
 * Headcounts that were raised after launch: who raises one lets more people answer, so every report over such a unit says so.
 * A reporting group is named as a group, never by the office in it that was corrected.
 */
import type { Reader } from '../i18n/reader.ts';
import { officeTree } from '../offices/officeTree.ts';
import { unitHeadcounts } from '../waves/launchHeadcounts.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';

/** A sentence for the report of an office, or of an office and all below; empty when nothing was raised there. */
export function presentRaisedHeadcounts(
  wave: Wave,
  office: string,
  scope: 'own' | 'subtree',
  reader: Reader,
): string {
  const { t, f } = reader;
  const tree = officeTree(wave.offices);
  const covered = new Set(scope === 'own' ? [office] : tree.subtree(office).map(({ code }) => code));
  const raised = wave.units.flatMap(({ code, offices }) => {
    if (!covered.has(code) && !offices.some((one) => covered.has(one))) return [];
    const headcounts = unitHeadcounts(wave, code);
    if (!headcounts || headcounts.now <= headcounts.atLaunch) return [];
    const values = { from: headcounts.atLaunch, to: headcounts.now, office: nameInWave(wave, code, reader) };
    return [t('reports:response.raisedOffice', values)];
  });
  return raised.length === 0
    ? ''
    : t('reports:response.raised', { count: raised.length, list: f.list(raised) });
}
