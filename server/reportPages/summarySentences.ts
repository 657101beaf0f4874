/**
 * The answer in a few sentences, made from the numbers: where the office stands, what differs, what to work on. Each sentence rests on a
 * test, an equivalence or an interval, or says that the data cannot tell. `**` marks the key words; the template makes them bold.
 */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import { type InstrumentReport, isShown, type Score } from '../reports/published/reportObject.ts';
import { differenceSentences, toldApart } from './differenceSentences.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { findPriorities, type Judged, opposingDimensions } from './findPriorities.ts';
import { groundWords } from './groundWords.ts';
import { neighbouringBand } from './neighbouringBand.ts';
import { silentSentence } from './silentBounds.ts';

export function summarySentences(
  report: Judged,
  instrument: Instrument,
  office: string,
  reader: Reader,
): string[] {
  const { index } = report;
  if (!isShown(index) || index.mean === null) return [];
  if (index.ci95 === null && index.sd === null)
    return [
      roundedPosition(index, instrument, office, reader),
      formSentence(report, instrument, reader),
      reader.t('reports:summary.fewAnswers'),
    ].filter(Boolean);
  return [
    position(index, instrument, office, reader),
    formSentence(report, instrument, reader),
    idealSentence(index, instrument, reader),
    differenceSentences(report, 'province', instrument, reader),
    differenceSentences(report, 'previous', instrument, reader),
    priority(report, instrument, reader),
    driversUntold(report, instrument, reader),
  ].filter(Boolean);
}

/** What of a summary is certain and what cannot be told, each in its own sentences: for whoever has to speak about them. */
export function certainAndUnclear(
  report: InstrumentReport,
  instrument: Instrument,
  { office, headcount }: { office: string; headcount: number | null },
  reader: Reader,
): { certain: string[]; unclear: string[] } {
  const { index } = report;
  if (!isShown(index) || index.mean === null) return { certain: [], unclear: [] };
  const bounds = silentSentence(index, headcount, reader);
  if (index.ci95 === null && index.sd === null)
    return {
      certain: [
        roundedPosition(index, instrument, office, reader),
        formSentence(report, instrument, reader),
      ].filter(isSaid),
      unclear: [reader.t('reports:summary.fewAnswers'), bounds].filter(isSaid),
    };
  const told = (['province', 'previous'] as const).map((side) => toldApart(report, side, instrument, reader));
  const standing = position(index, instrument, office, reader);
  const ideal = idealSentence(index, instrument, reader);
  const isStanding = index.ci95 !== null && !index.borderline;
  const isJudged = index.idealVerdict !== 'unclear';
  const marked = formSentence(report, instrument, reader);
  return {
    certain: [
      isStanding && standing,
      marked,
      isJudged && ideal,
      ...told.flatMap((one) => one.certain),
    ].filter(isSaid),
    unclear: [!isStanding && standing, !isJudged && ideal, ...told.map((one) => one.unclear), bounds].filter(
      isSaid,
    ),
  };
}

const isSaid = (sentence: string | false): sentence is string => Boolean(sentence);

/** Scores of a short form are its own: fewer items measure less, and give other means. Unless somebody has checked that they compare. */
function formSentence(
  { comparedForm }: Pick<InstrumentReport, 'comparedForm'>,
  { shortFormOf }: Instrument,
  { t }: Reader,
): string {
  if (!comparedForm) return shortFormOf ? t('reports:summary.shortForm') : '';
  const { checked } = comparedForm;
  return t(`reports:summary.${shortFormOf ? 'shortFormCompared' : 'longFormCompared'}`, { checked });
}

function roundedPosition(index: Score, instrument: Instrument, office: string, reader: Reader): string {
  return reader.t('reports:summary.positionRounded', {
    instrument: localise(instrument.title, reader.lang).text,
    office,
    score: reader.f.number(index.mean ?? 0, { digits: 0 }),
  });
}

function position(index: Score, instrument: Instrument, office: string, reader: Reader): string {
  const { t, f, lang } = reader;
  const bandTitle = (at: number) => {
    const band = instrument.bands[at];
    return band ? localise(band.title, lang).text : '';
  };
  const values = {
    instrument: localise(instrument.title, lang).text,
    office,
    band: bandTitle(index.band ?? 0),
    score: f.number(index.mean ?? 0, { digits: 1 }),
  };
  if (index.ci95 === null) return t('reports:summary.positionUncertain', values);
  if (!index.borderline) return t('reports:summary.position', values);
  const other = bandTitle(neighbouringBand(index, instrument));
  return t('reports:summary.positionBorderline', { ...values, other });
}

/** By the interval on both sides, with the distance; nothing about an ideal that does not exist. */
function idealSentence({ mean, idealVerdict }: Score, { ideal }: Instrument, { t, f }: Reader): string {
  if (ideal === null || mean === null || idealVerdict === null) return '';
  const values = { ideal: f.number(ideal), gap: f.number(Math.abs(mean - ideal), { digits: 1 }) };
  if (idealVerdict !== 'unclear') return t(`reports:summary.ideal.${idealVerdict}`, values);
  return t(`reports:summary.ideal.${mean < ideal ? 'unclearBelow' : 'unclearAbove'}`, values);
}

/** The first of the priorities (the page states the rule) with its reasons. */
function priority(report: Judged, instrument: Instrument, reader: Reader): string {
  const { t, f } = reader;
  const [first] = findPriorities(report, instrument.ideal).priorities;
  if (first) {
    const { dimension } = first;
    return t('reports:summary.priority', {
      dimension: dimensionTitle(dimension.id, instrument, reader),
      score: f.number(dimension.mean ?? 0, { digits: 1 }),
      grounds: f.list(groundWords(first, report, instrument, reader)),
    });
  }
  const isJudged = report.dimensions.some((one) => isShown(one) && one.idealVerdict !== null);
  return isJudged ? t('reports:summary.noneBelowIdeal') : '';
}

/**
 * Where an outcome is explained, but no dimension may be advised: that the data cannot tell is said as plainly as a finding, and so is a
 * dimension that goes against the outcome.
 */
function driversUntold(report: Judged, instrument: Instrument, reader: Reader): string {
  const { drivers, advice } = report;
  if (!drivers || drivers.weights.length < 2 || advice?.dimensions.some(({ leads }) => leads)) return '';
  const { t, f } = reader;
  const outcome = dimensionTitle(drivers.outcome, instrument, reader);
  const opposing = [...opposingDimensions({ ...report, drivers, advice })];
  if (opposing.length === 0) return t('reports:summary.driversUntold', { outcome });
  const dimensions = f.list(opposing.map((id) => dimensionTitle(id, instrument, reader)));
  return t('reports:summary.driversAgainst', { outcome, dimensions, count: opposing.length });
}
