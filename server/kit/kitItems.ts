/** The items of a report for documents, by their share of favourable answers; the best and the weakest by themselves. */
import type { Reader } from '../i18n/reader.ts';
import { clearEnds, percents } from '../reportPages/clearEnds.ts';
import { isMostlyFavourable } from '../reportPages/mostlyFavourable.ts';
import { type InstrumentReport, isShown } from '../reports/published/reportObject.ts';
import type { ShownSection } from './officeReading.ts';

const chosen = 3;
/** Below it a share is hatched: fewer than half answer favourably. */
const half = 0.5;

export interface KitItem {
  id: string;
  text: string;
  dimension: string;
  flags: string;
  favourable: string;
  neutral: string;
  unfavourable: string;
  /** 0..1, for the length of a bar. */
  share: number;
  isLow: boolean;
  /** More than half answer favourably, beyond chance. */
  isGood: boolean;
  /** Why it is not shown, or ''. */
  hidden: string;
}

export function itemsOf({ items }: ShownSection, part: InstrumentReport, { t }: Reader) {
  const known = part.dimensions.flatMap((dimension) =>
    isShown(dimension)
      ? dimension.items.flatMap((item) =>
          isShown(item) && typeof item.favourable === 'number'
            ? [{ id: item.id, share: item.favourable, n: item.n }]
            : [],
        )
      : [],
  );
  const shares = new Map(known.map(({ id, share }) => [id, share]));
  const good = new Set(known.filter(isMostlyFavourable).map(({ id }) => id));
  const rows = items.all.map((row): KitItem => {
    const share = Math.round(100 * (shares.get(row.id) ?? 0)) / 100;
    const flags = row.flags.map((flag) => t(`reports:items.${flag}`)).join(' · ');
    const base = {
      id: row.id,
      text: row.text,
      dimension: row.dimension,
      flags,
      share,
      isLow: share < half,
      isGood: good.has(row.id),
      hidden: '',
    };
    if ('favourable' in row) {
      const { favourable = '', neutral = '', unfavourable = '' } = row;
      return { ...base, favourable, neutral, unfavourable };
    }
    const none = { ...base, favourable: '', neutral: '', unfavourable: '' };
    if ('hidden' in row) return { ...none, hidden: row.hidden?.word ?? '' };
    const mean = 'roundedMean' in row ? row.roundedMean : undefined;
    return {
      ...none,
      hidden: mean === undefined ? t('reports:quality.notEnough') : t('kit:roundedItem', { mean }),
    };
  });
  const told = rows.filter(({ hidden }) => hidden === '');
  const count = clearEnds(
    told.map(({ id }) => percents(shares.get(id) ?? 0)),
    chosen,
  );
  return {
    title: t('reports:items.all', { count: rows.length }),
    onlyHidden: items.onlyHidden?.about ?? '',
    rows,
    best: told.slice(0, count),
    worst: told.slice(told.length - count).reverse(),
  };
}
