/**
 * The drivers of the outcome as a table of two bars a row: the distance to the ideal and the share of what is explained. Its title names a
 * dimension only where the evidence allows it (`driverAdvice`); null where the instrument names no outcome or none can be estimated.
 */
import { type BarKind, lengthBar } from '../charts/lengthBar.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { findPriorities, type Judged, leadingDimensions, opposingDimensions } from './findPriorities.ts';
import { isRounded } from './presentScore.ts';

export function presentDrivers(
  report: Judged & { dominance: number[] | null },
  instrument: Instrument,
  reader: Reader,
) {
  const { t, f } = reader;
  const { drivers, borrowedFrom } = report;
  if (!drivers || drivers.weights.length === 0) return null;
  const outcome = dimensionTitle(drivers.outcome, instrument, reader);
  const rows = rowsOf(report, instrument, reader);
  if (rows.length === 0) return null;
  return {
    outcome,
    title: title(report, outcome, instrument, reader),
    untold: untold(report, outcome, reader),
    note: t('reports:drivers.note', { outcome, r2: f.percent(drivers.r2), n: drivers.n }),
    from: borrowedFrom === null ? '' : t('reports:drivers.from', { office: borrowedFrom }),
    hasIdeal: instrument.ideal !== null,
    rows,
  };
}

/** Names the office above where the drivers are those of all its people: they are no finding about the office itself. */
function title(report: Judged, outcome: string, instrument: Instrument, reader: Reader): string {
  const found = finding(report, outcome, instrument, reader);
  if (report.borrowedFrom === null) return found;
  return reader.t('reports:drivers.findingFrom', { office: report.borrowedFrom, finding: found });
}

function finding(report: Judged, outcome: string, instrument: Instrument, reader: Reader): string {
  const { t, f } = reader;
  const named = (ids: ReadonlySet<string>) => ({
    count: ids.size,
    dimensions: f.list([...ids].map((id) => dimensionTitle(id, instrument, reader))),
    outcome,
  });
  const leading = leadingDimensions(report);
  if (leading.size > 0) return t('reports:drivers.finding', named(leading));
  const opposing = opposingDimensions(report);
  if (opposing.size > 0) return t('reports:drivers.findingAgainst', named(opposing));
  const isModelHeld = report.advice?.reason === null;
  return t(isModelHeld ? 'reports:drivers.findingNone' : 'reports:drivers.findingUntold', { outcome });
}

/** Why no dimension may be named; '' where one may. */
function untold(report: Judged, outcome: string, { t }: Reader): string {
  if (leadingDimensions(report).size > 0) return '';
  if (!report.advice) return t('reports:drivers.untold.older', { outcome });
  const held = opposingDimensions(report).size > 0 ? 'against' : 'alike';
  return t(`reports:drivers.untold.${report.advice.reason ?? held}`, { outcome });
}

function rowsOf(report: Judged & { dominance: number[] | null }, instrument: Instrument, reader: Reader) {
  const { t, f } = reader;
  const { drivers, dominance, advice } = report;
  const { ideal } = instrument;
  const chosen = findPriorities(report, ideal).priorities[0]?.dimension.id;
  const known = (drivers?.weights ?? []).flatMap(({ dimension: id, share }, place) => {
    const found = report.dimensions.find((one) => one.id === id);
    if (!found || !isShown(found) || found.mean === null) return [];
    const judged = advice?.dimensions[place];
    return [{ id, found, mean: found.mean, share, judged, dominance: dominance?.[place] ?? null }];
  });
  const gapOf = ({ mean }: { mean: number }) => (ideal === null ? 0 : Math.max(0, ideal - mean));
  const [longestGap, longestShare] = [
    Math.max(1, ...known.map(gapOf)),
    Math.max(0.01, ...known.map(({ share }) => share)),
  ];
  return known
    .sort((a, b) => b.share - a.share)
    .map((row) => {
      const isChosen = row.id === chosen;
      const bar = (length: number, longest: number, kinds: [BarKind, BarKind]) =>
        lengthBar(length, longest, kinds[isChosen ? 1 : 0], reader.dir);
      const digits = { digits: isRounded(row.found) ? 0 : 1 };
      const direction = row.judged?.direction ?? 'with';
      return {
        label: dimensionTitle(row.id, instrument, reader),
        isChosen,
        gapBar: bar(gapOf(row), longestGap, ['outlined', 'chosenGap']),
        gap: ideal === null ? '' : gapWords(ideal - row.mean, digits, reader),
        shareBar: bar(row.share, longestShare, ['plain', 'chosen']),
        share: f.percent(row.share),
        interval: row.judged?.shareCi95 ? percentRange(row.judged.shareCi95, reader) : '',
        direction: direction === 'with' ? '' : t(`reports:drivers.${direction}`),
        dominance: row.dominance === null ? '–' : f.percent(row.dominance),
        mean: f.number(row.mean, digits),
      };
    });
}

function gapWords(gap: number, digits: { digits: number }, { t, f }: Reader): string {
  if (gap >= 0) return f.number(gap, digits);
  return t('reports:drivers.above', { points: f.number(-gap, digits) });
}

const percentRange = ([low, high]: [number, number], { t, f }: Reader): string =>
  t('reports:drivers.shareRange', { low: f.percent(low), high: f.percent(high) });
