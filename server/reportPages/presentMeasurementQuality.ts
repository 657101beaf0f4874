/** The quality of the measurement, with a verdict for the summary line: collapsed for managers, complete for researchers. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { lowRate } from '../reports/lowRate.ts';
import type { ReportExtras } from '../reports/making/reportExtras.ts';
import {
  type InstrumentReport,
  isShown,
  type Reliability,
  type Report,
  type ShownDimension,
  type Suppressed,
} from '../reports/published/reportObject.ts';
import type { FactorFit } from '../statistics/factorFit.ts';
import { minimumSizes } from '../statistics/minimumSizes.ts';
import { verdictWords } from './aggregationWords.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { presentCareless } from './presentCareless.ts';
import { isControlWarning, presentControls } from './presentControls.ts';
import { presentItemQuality } from './presentItemQuality.ts';
import { pValueText } from './presentTestsBetweenOffices.ts';
import { silentBounds } from './silentBounds.ts';

const given = <T>(value: T | Suppressed | null) => (value && isShown(value) ? value : null);

const goodAlpha = 0.7;
const fewResponses = 30;
/** Sheets of fewer items are often identical by chance alone, the more of them the more people answer. */
const telling = 20;

/** One instrument of a report. */
export interface MeasuredInstrument {
  report: Report;
  part: InstrumentReport;
  extras: ReportExtras | null;
  instrument: Instrument;
}

export function presentMeasurementQuality(
  { report, part, extras, instrument }: MeasuredInstrument,
  reader: Reader,
) {
  const { t, f } = reader;
  const instrumentExtras = extras?.instruments.find(({ id }) => id === part.id);
  const controls = extras?.controls ?? [];
  const shown = part.dimensions.filter((one): one is ShownDimension => isShown(one));
  const number = (value: unknown, digits = 2) =>
    typeof value === 'number' ? f.number(value, { digits }) : '–';
  const quality = report.quality && isShown(report.quality) ? report.quality : null;
  const verdicts = Object.values(instrumentExtras?.verdicts ?? {});
  const warned = [
    verdicts.some((one) => verdictWords(one, reader).verdict === 'no') ? 'reasonAggregation' : '',
    controls.some(isControlWarning) ? 'reasonControls' : '',
  ].filter(Boolean);
  const reasons = [...reasonsForCaution(report, shown), ...warned].map((reason) =>
    t(`reports:quality.${reason}`),
  );
  return {
    verdict:
      reasons.length > 0
        ? t('reports:quality.caution', { reasons: f.list(reasons) })
        : t('reports:quality.good'),
    rows: shown.map((dimension) => {
      const reliability = given(dimension.reliability);
      const agreement = given(dimension.agreement);
      const aggregation = part.aggregation[dimension.id];
      const verdict = instrumentExtras?.verdicts[dimension.id];
      const reason = (criterion: string) =>
        verdict?.reasons.find((one) => one.criterion === criterion)?.value ?? null;
      const p = reason('difference');
      return {
        title: dimensionTitle(dimension.id, instrument, reader),
        n: number(reliability?.n, 0),
        alpha: number(reliability?.alpha),
        alphaNote:
          typeof reliability?.alpha === 'number' && reliability.n < minimumSizes.reliability
            ? t('reports:quality.unstable')
            : '',
        alphaRange: Array.isArray(reliability?.alphaCi95)
          ? f.range(reliability.alphaCi95[0], reliability.alphaCi95[1], { digits: 2 })
          : '–',
        omega: number(reliability?.omega),
        omegaNote: isImproper(reliability, dimension.items.length) ? t('reports:quality.improper') : '',
        rwg: number(reason('agreement') ?? agreement?.rwg),
        rwgSkewed: number(reason('agreementSkewed')),
        p: p === null ? '–' : pValueText(p, reader),
        icc1: number(aggregation?.icc1),
        icc2: number(aggregation?.icc2),
        icc2Note:
          aggregation && aggregation.icc1 !== null && aggregation.icc1 <= 0
            ? t('reports:quality.noBetween')
            : '',
        aggregation: verdictWords(verdict, reader),
      };
    }),
    items: instrumentExtras ? presentItemQuality(instrumentExtras, shown, instrument, reader) : [],
    controls: presentControls(controls, instrument, reader),
    fits: shown.flatMap((dimension) => {
      const title = dimensionTitle(dimension.id, instrument, reader);
      const isTold = dimension.items.length >= 3 && given(dimension.reliability) !== null;
      return isTold && instrumentExtras?.fits
        ? [{ title, ...fitWords(instrumentExtras.fits[dimension.id] ?? null, dimension, reader) }]
        : [];
    }),
    fitAbout: t('reports:quality.fitAbout', { least: minimumSizes.reliability }),
    bounds: boundsSentence(report, part, reader),
    careless: presentCareless(extras?.careless, report, part, reader),
    missing: quality?.missingShare == null ? '–' : f.percent(quality.missingShare, { digits: 1 }),
    straightLined: quality ? f.number(quality.straightLined) : '–',
    identicalSheets: quality ? f.number(quality.identicalSheets) : '–',
  };
}

/** Numbers of the fit, or one word why there are none. */
function fitWords(fit: FactorFit | null, { reliability }: ShownDimension, { t, f }: Reader) {
  const number = (value: number) => f.number(value, { digits: 3 });
  if (fit && fit.df > 0) {
    const chi2 = t('reports:quality.chi2Value', {
      chi2: f.number(fit.chi2, { digits: 1 }),
      df: f.number(fit.df),
    });
    return { numbers: [chi2, number(fit.cfi), number(fit.rmsea), number(fit.srmr)], word: '' };
  }
  if (fit) return { numbers: null, word: t('reports:quality.fitExact') };
  const isSmall = (given(reliability)?.n ?? 0) < minimumSizes.reliability;
  return { numbers: null, word: t(`reports:quality.${isSmall ? 'fitFew' : 'improper'}`) };
}

/** From three items on a factor can be fitted; without an omega beside an alpha the fit was improper. */
function isImproper(reliability: Reliability | null, items: number): boolean {
  return reliability !== null && reliability.alpha !== null && reliability.omega === null && items >= 3;
}

/** Where the index of all employees must lie whatever those who did not answer think; '' where that cannot be said. */
function boundsSentence({ headcount }: Report, { index }: InstrumentReport, { t, f }: Reader): string {
  const found = isShown(index) && silentBounds(index, headcount);
  if (!found) return '';
  if (found.silent === 0) return t('reports:quality.boundsNone');
  const [silent, low, high] = [found.silent, found.low, found.high].map((value) => f.number(value));
  return t('reports:quality.bounds', { low, high, silent });
}

/** Items on the sheet, as far as the report shows their dimensions. */
function itemsOf({ instruments }: Report): number {
  const shown = instruments.flatMap(({ dimensions }) => dimensions.filter((one) => isShown(one)));
  return shown.reduce((sum, { items }) => sum + items.length, 0);
}

function reasonsForCaution(report: Report, shown: readonly ShownDimension[]): string[] {
  const responses = typeof report.responses === 'number' ? report.responses : 0;
  const alphas = shown
    .map(({ reliability }) => given(reliability)?.alpha)
    .filter((alpha) => typeof alpha === 'number');
  const quality = report.quality && isShown(report.quality) ? report.quality : null;
  return [
    typeof report.responseRate === 'number' && report.responseRate < lowRate ? 'reasonRate' : '',
    responses < fewResponses ? 'reasonFew' : '',
    alphas.some((alpha) => alpha < goodAlpha) ? 'reasonAlpha' : '',
    quality && itemsOf(report) >= telling && quality.identicalSheets / responses > 0.05 ? 'reasonSheets' : '',
  ].filter(Boolean);
}
