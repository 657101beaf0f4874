/**
 * What an audience will read once the results are released to it, for the administrator who decides: three offices side by side, and the
 * page of each as it will be read. Nothing is stored; the wave is only taken as if it were released.
 */
import mongoose from 'mongoose';
import type { Reader } from '../i18n/reader.ts';
import { PublishedReportModel } from '../reports/published/publishedModels.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { type Audience, openTo } from '../waves/audience.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { isRounded } from './presentScore.ts';
import { reportPage } from './reportPage.ts';

const sampleSize = 3;

/** Audiences that were declared and have not got the results yet: what the others read is no longer for administrators. */
export const previewedAudiences = ({
  audiences,
  releasedTo,
}: Pick<Wave, 'audiences' | 'releasedTo'>): Audience[] =>
  audiences.filter((audience) => !releasedTo.includes(audience));

/** The page of one office. null where the wave has no such office. @param base what codes of offices are appended to */
export async function previewedReport(
  wave: Wave,
  audience: Audience,
  asked: { office: string; scope: 'own' | 'subtree' | undefined; base: string },
  reader: Reader,
) {
  const released: Wave = { ...wave, state: 'released', releasedTo: [...wave.releasedTo, audience] };
  const mayRead = (earlier: Wave) => {
    if (audience === 'managers') return true;
    return audience === 'public' ? openTo(earlier) === 'everyone' : openTo(earlier) !== 'nobody';
  };
  const page = await reportPage(released, { ...asked, mayRead }, reader);
  return page && (audience === 'managers' ? page : { ...page, comments: null });
}

/** Three offices: the best known, one whose mean is given as a whole number, and one that is not shown, as far as there are such. */
export async function usualSample(wave: Wave): Promise<string[]> {
  const codes = wave.offices.map(({ code }) => code);
  const found = await PublishedReportModel.find(
    { _id: mongoose.trusted({ $in: codes.map((code) => `${wave._id}:${code}:own`) }) },
    { office: 1, report: 1 },
  ).lean();
  const known = found.map(({ office, report }) => ({ office, index: report.instruments[0]?.index ?? null }));
  const size = ({ index }: (typeof known)[number]) => (index && isShown(index) ? index.n : 0);
  const bySize = known.sort((a, b) => size(b) - size(a));
  const rounded = bySize.filter(({ index }) => index && isShown(index) && isRounded(index));
  const hidden = bySize.filter(({ index }) => !index || !isShown(index));
  const wanted = [bySize[0], rounded[0], hidden[0], ...bySize].flatMap((one) => (one ? [one.office] : []));
  return [...new Set([...wanted, ...codes])].slice(0, sampleSize);
}

export async function presentSample(
  wave: Wave,
  audience: Audience,
  offices: readonly string[],
  base: string,
  reader: Reader,
) {
  const pages = offices.map(async (office) => {
    const found = await previewedReport(wave, audience, { office, scope: 'own', base }, reader);
    const { page } = found ?? {};
    const [section] = page?.sections ?? [];
    const shown = section && 'index' in section ? section : null;
    const rolledUp = page && 'rolledUp' in page ? page.rolledUp : undefined;
    return {
      name: nameInWave(wave, office, reader),
      href: `${base}/${encodeURIComponent(office)}`,
      response: page && 'response' in page ? page.response : '',
      index: shown?.index
        ? { mean: shown.index.mean, band: shown.index.band, borderline: shown.index.borderline }
        : null,
      dimensions: (shown?.dimensions?.rows ?? []).map(({ title, mean }) => ({ title, mean })),
      // Items and comments are given from the same number of answers on.
      isRounded: shown?.index?.rounded ?? false,
      hidden: hiddenWords(
        rolledUp?.name,
        section && 'hidden' in section ? section.hidden?.about : undefined,
        reader,
      ),
    };
  });
  return Promise.all(pages);
}

/** Why nothing is shown of an office: it answers with a group, or by the rules of the number. */
export function hiddenWords(group: string | undefined, about: string | undefined, { t }: Reader): string {
  if (group) return t('reports:suppressed.rolledUp', { group });
  return about ?? t('reports:suppressed.absentAbout');
}
