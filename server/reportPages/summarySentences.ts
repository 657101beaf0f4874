/**
 * The answer in three sentences, made from the numbers: where the office stands, what differs significantly, what to work
 * on. Every difference mentioned has passed a test. `**` marks the key words; the template makes them bold.
 */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import {
  type Difference,
  type InstrumentReport,
  isShown,
  type Score,
} from '../reports/published/reportObject.ts';
import { findPriorities } from './findPriorities.ts';

export function summarySentences(
  report: InstrumentReport,
  instrument: Instrument,
  office: string,
  reader: Reader,
): string[] {
  const { index } = report;
  if (!isShown(index) || index.mean === null) return [];
  if (index.ci95 === null && index.sd === null) return [roundedPosition(index, instrument, office, reader)];
  return [
    position(index, instrument, office, reader),
    [differences(report, instrument, reader), changes(report, instrument, reader)].filter(Boolean).join(' '),
    priority(report, instrument, reader),
  ].filter(Boolean);
}

const word = (reader: Reader, texts: { fa: string; en?: string | undefined; azb?: string | undefined }) =>
  localise(texts as Instrument['title'], reader.lang).text;

function roundedPosition(
  index: Score,
  instrument: Instrument,
  office: string,
  { t, f, lang }: Reader,
): string {
  const values = {
    instrument: localise(instrument.title, lang).text,
    office,
    score: f.number(index.mean ?? 0, { digits: 0 }),
  };
  return t('reports:summary.positionRounded', values);
}

function position(index: Score, instrument: Instrument, office: string, reader: Reader): string {
  const { t, f } = reader;
  const mean = index.mean ?? 0;
  const bandTitle = (at: number) => word(reader, instrument.bands[at]?.title ?? { fa: '' });
  const values = {
    instrument: word(reader, instrument.title),
    office,
    band: bandTitle(index.band ?? 0),
    score: f.number(mean, { digits: 1 }),
    gap: f.number((instrument.ideal ?? 100) - mean, { digits: 1 }),
  };
  if (index.borderline) {
    return t('reports:summary.positionBorderline', {
      ...values,
      other: bandTitle(neighbouringBand(index, instrument)),
    });
  }
  const reached = instrument.ideal === null || mean >= instrument.ideal;
  return t(reached ? 'reports:summary.positionReached' : 'reports:summary.position', values);
}

/** The band on the other side of the edge that the interval crosses (the nearer one when it crosses two). */
export function neighbouringBand(
  score: Pick<Score, 'band' | 'ci95' | 'mean'>,
  instrument: Instrument,
): number {
  const band = score.band ?? 0;
  const [low, high] = score.ci95 ?? [0, 0];
  const lower = instrument.bands[band]?.from ?? 0;
  const upper = instrument.bands[band + 1]?.from ?? 101;
  const below = band > 0 && low < lower ? (score.mean ?? 0) - lower : Number.POSITIVE_INFINITY;
  const above = high >= upper ? upper - (score.mean ?? 0) : Number.POSITIVE_INFINITY;
  return below <= above ? band - 1 : band + 1;
}

interface MarkedVersus {
  versus: 'province' | 'previous';
  mark: string;
}

function titlesMarked(
  report: InstrumentReport,
  instrument: Instrument,
  { versus, mark }: MarkedVersus,
  reader: Reader,
): string[] {
  return report.dimensions
    .filter((dimension) => isShown(dimension) && markOf(dimension.versus[versus]) === mark)
    .map(({ id }) => dimensionTitle(id, instrument, reader));
}

const markOf = (difference: Difference) => ('mark' in difference ? difference.mark : undefined);

export function dimensionTitle(id: string, instrument: Instrument, reader: Reader): string {
  const dimension = instrument.dimensions.find((one) => one.id === id);
  return dimension ? word(reader, dimension.title) : id;
}

function differences(report: InstrumentReport, instrument: Instrument, reader: Reader): string {
  const { t, f } = reader;
  const higher = titlesMarked(report, instrument, { versus: 'province', mark: 'higher' }, reader);
  const lower = titlesMarked(report, instrument, { versus: 'province', mark: 'lower' }, reader);
  if (lower.length > 0 && higher.length > 0) {
    return t('reports:summary.lowerAndHigher', { lower: f.list(lower), higher: f.list(higher) });
  }
  if (lower.length > 0) return t('reports:summary.lower', { dimensions: f.list(lower) });
  if (higher.length > 0) return t('reports:summary.higher', { dimensions: f.list(higher) });
  const tested = titlesMarked(report, instrument, { versus: 'province', mark: 'notDifferent' }, reader);
  return tested.length > 0 ? t('reports:summary.noDifference') : '';
}

function changes(report: InstrumentReport, instrument: Instrument, reader: Reader): string {
  const { t, f } = reader;
  const up = titlesMarked(report, instrument, { versus: 'previous', mark: 'higher' }, reader);
  const down = titlesMarked(report, instrument, { versus: 'previous', mark: 'lower' }, reader);
  const same = titlesMarked(report, instrument, { versus: 'previous', mark: 'notDifferent' }, reader);
  const said = [
    up.length > 0 ? t('reports:summary.changeUp', { dimensions: f.list(up) }) : '',
    down.length > 0 ? t('reports:summary.changeDown', { dimensions: f.list(down) }) : '',
  ].filter(Boolean);
  return said.length === 0 && same.length > 0 ? t('reports:summary.noChange') : said.join(' ');
}

/** The first of the priorities (the page states the rule) in a sentence with its reason. */
function priority(report: InstrumentReport, instrument: Instrument, reader: Reader): string {
  const { t, f } = reader;
  const [first] = findPriorities(report, instrument.ideal).priorities;
  if (!first) {
    const known = report.dimensions.some((dimension) => isShown(dimension) && dimension.ci95 !== null);
    return known ? t('reports:summary.allNearIdeal') : '';
  }
  const { dimension, grounds } = first;
  const values = {
    dimension: dimensionTitle(dimension.id, instrument, reader),
    score: f.number(dimension.mean ?? 0, { digits: 1 }),
    outcome: report.drivers ? dimensionTitle(report.drivers.outcome, instrument, reader) : '',
  };
  if (grounds.length > 1) return t('reports:summary.priorityBoth', values);
  if (grounds.includes('driver')) return t('reports:summary.priorityDriver', values);
  return t(
    grounds.includes('lower') ? 'reports:summary.priorityLower' : 'reports:summary.priorityLowest',
    values,
  );
}
