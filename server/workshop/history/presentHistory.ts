/** All versions of an instrument, which waves asked each, and whether it is offered for new waves. */
import { displayNames } from '../../accounts/displayNames.ts';
import type { Reader } from '../../i18n/reader.ts';
import { allInstruments } from '../../instruments/catalogue.ts';
import { localise } from '../../instruments/localised.ts';
import { RetirementModel } from '../../instruments/retirement.ts';
import { wavePath } from '../../waves/paths.ts';
import { type Use, usesOf } from '../differences/baseOf.ts';
import { findDraft } from '../draft/getDraft.ts';
import { itemsIn } from '../editor/parts.ts';
import { instrumentPath } from '../paths.ts';

export interface HistoryPage {
  id: string;
  name: ReturnType<typeof localise>;
  base: string;
  hasDraft: boolean;
  versions: { version: number; items: number; dimensions: number; uses: ShownUse[] }[];
  /** Drafts of waves that have chosen it. */
  planned: ShownUse[];
  retired: { sentence: string; reason: string } | null;
}

interface ShownUse {
  href: string;
  title: string;
  note: string;
}

/** @returns null where there is no version */
export async function presentHistory(id: string, reader: Reader): Promise<HistoryPage | null> {
  const { t, f, lang } = reader;
  const versions = (await allInstruments()).filter((one) => one.id === id);
  const [newest] = versions;
  if (!newest) return null;
  const uses = await usesOf(id);
  const retirement = await RetirementModel.findById(id).lean();
  const names = await displayNames(retirement ? [retirement.by] : []);
  return {
    id,
    name: localise(newest.title, lang),
    base: instrumentPath(id),
    hasDraft: (await findDraft(id)) !== null,
    versions: versions.map((one) => ({
      version: one.version,
      items: itemsIn(one).length,
      dimensions: one.dimensions.length,
      uses: uses.filter(({ version }) => version === one.version).map((use) => presentUse(use, reader)),
    })),
    planned: uses.filter(({ version }) => version === null).map((use) => presentUse(use, reader)),
    retired: retirement && {
      sentence: t('workshop:history.retiredBy', {
        name: names[retirement.by],
        date: f.dateLong(retirement.at),
      }),
      reason: retirement.reason,
    },
  };
}

function presentUse({ wave, title, state, pilot, imported, opensAt }: Use, { t, f }: Reader): ShownUse {
  const facts = [
    t(`workshop:history.state.${state}`),
    ...(opensAt ? [f.monthYear(opensAt)] : []),
    ...(pilot ? [t('workshop:history.pilot')] : []),
    ...(imported ? [t('workshop:history.imported')] : []),
  ];
  return { href: wavePath(wave), title, note: facts.join(' · ') };
}
