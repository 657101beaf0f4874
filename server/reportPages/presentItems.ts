/** The items: distribution after recoding, favourable share, differences and flags, ordered by favourability. */

import { likertBar, likertClasses } from '../charts/likertBar.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument, Item } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import {
  type InstrumentReport,
  type ItemReport,
  isShown,
  type ShownItem,
} from '../reports/published/reportObject.ts';
import { clearEnds, percents } from './clearEnds.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { type ItemFlag, itemFlags, itemFlagsOf } from './itemFlags.ts';
import { differenceCell, type SuppressedCell, suppressedCell } from './presentScore.ts';

const topCount = 4;

interface Placed {
  item: Item;
  dimension: string;
  report: ItemReport;
}

export function presentItems(report: InstrumentReport, instrument: Instrument, reader: Reader) {
  const placed = placeItems(report, instrument);
  const shares = (one: Placed) =>
    isShown(one.report) && typeof one.report.favourable === 'number' ? one.report.favourable : -1;
  const ordered = placed.filter((one) => shares(one) >= 0).sort((a, b) => shares(b) - shares(a));
  const rest = placed.filter((one) => shares(one) < 0);
  const count = clearEnds(
    ordered.map((one) => percents(shares(one))),
    topCount,
  );
  const rows = ordered.map((one) => itemRow(one, instrument, reader));
  const all = [...rows, ...rest.map((one) => itemRow(one, instrument, reader))];
  return {
    title: count > 0 ? reader.t('reports:items.strongest', { count }) : reader.t('reports:items.title'),
    onlyHidden: hiddenAlike(all, report, reader),
    chosen: count > 0 ? [...rows.slice(0, count), ...rows.slice(rows.length - count)] : [],
    all,
    flagNotes: flagNotes(all, reader),
    points: instrument.scale.points,
    legend: likertClasses(instrument.scale.points).map((className, point) => ({
      className,
      label: legendLabel(point, instrument, reader),
    })),
  };
}

/** Where all items are hidden for one reason, one sentence says so in place of a list of locks. */
function hiddenAlike(rows: readonly object[], { index }: InstrumentReport, { t }: Reader) {
  const cells = rows.map((row) => ('hidden' in row ? (row.hidden as SuppressedCell) : undefined));
  const first = cells[0];
  if (!first || !['tooFew', 'complementary'].includes(first.reason)) return undefined;
  if (cells.some((cell) => cell?.reason !== first.reason)) return undefined;
  const few = first.reason === 'tooFew' && isShown(index);
  return { ...first, about: t(few ? 'reports:items.tooFew' : `reports:suppressed.${first.reason}About`) };
}

function placeItems(report: InstrumentReport, instrument: Instrument): Placed[] {
  return report.dimensions.flatMap((dimension) => {
    if (!isShown(dimension)) return [];
    const items = instrument.dimensions.find(({ id }) => id === dimension.id)?.items ?? [];
    return items.flatMap((item) => {
      const found = dimension.items.find(({ id }) => id === item.id);
      return found ? [{ item, dimension: dimension.id, report: found }] : [];
    });
  });
}

/** After recoding a label such as «موافقم» would be wrong for reversed items, so only the ends are named. */
function legendLabel(point: number, { scale }: Instrument, { t }: Reader): string {
  if (point === 0) return t('reports:items.legendFirst');
  return point === scale.points - 1 ? t('reports:items.legendLast') : '';
}

function itemRow({ item, dimension, report }: Placed, instrument: Instrument, reader: Reader) {
  const { t, f, lang } = reader;
  const base = {
    id: item.id,
    text: localise(item.text, lang).text,
    dimension: dimensionTitle(dimension, instrument, reader),
    flags: item.reverse ? (['reversed'] as ItemFlag[]) : [],
    shares: [] as string[],
  };
  if (!isShown(report)) return { ...base, hidden: suppressedCell(report, reader) };
  if (report.bounded)
    return { ...base, hidden: { reason: 'bounded', mark: '', word: t('reports:items.bounded') } };
  if (typeof report.favourable !== 'number') {
    return { ...base, roundedMean: report.mean === null ? undefined : f.number(report.mean, { digits: 0 }) };
  }
  const shares = recodedShares(report, item.reverse);
  return {
    ...base,
    flags: itemFlagsOf(item, report, shares, instrument),
    shares: (shares ?? []).map((share) => f.percent(share)),
    bar: shares ? likertBar(shares, reader.dir) : '',
    favourable: f.percent(report.favourable),
    neutral: f.percent(report.neutral ?? 0),
    unfavourable: f.percent(report.unfavourable ?? 0),
    n: f.number(report.n),
    notApplicable: f.number(typeof report.notApplicable === 'number' ? report.notApplicable : 0),
    mean: f.number(report.mean ?? 0, { digits: 1 }),
    province: differenceCell(report.versus.province, reader),
  };
}

/** One sentence for every flag that occurs. */
function flagNotes(rows: readonly { flags: readonly ItemFlag[] }[], { t }: Reader) {
  const raised = new Set(rows.flatMap(({ flags }) => flags));
  return itemFlags
    .filter((flag) => raised.has(flag))
    .map((flag) => ({ word: t(`reports:items.${flag}`), about: t(`reports:items.${flag}About`) }));
}

function recodedShares(report: ShownItem, reverse: boolean): number[] | null {
  if (!Array.isArray(report.distribution)) return null;
  const counts = reverse ? [...report.distribution].reverse() : report.distribution;
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all === 0 ? null : counts.map((count) => count / all);
}
