/** «Begin with this dimension»: its weakest items, what can be done about it, questions for the meeting, and the form of a plan. */
import { likertPatterns } from '../charts/likertBar.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import { dimensionTitle } from '../reportPages/dimensionTitle.ts';
import { reportPaths } from '../reportPages/paths.ts';
import { presentItems } from '../reportPages/presentItems.ts';
import { scoreCell, suppressedCell } from '../reportPages/presentScore.ts';
import { findPublishedReport } from '../reports/published/findPublished.ts';
import { type InstrumentReport, isShown, type Report } from '../reports/published/reportObject.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import type { PlanSubject } from './forms.ts';
import { instrumentOf, reportedAs } from './knownScore.ts';
import { practicesFor } from './practices.ts';

const weakestShown = 2;

/** Null where the wave has no report of the office. */
export async function presentBegin(wave: Wave, subject: PlanSubject, reader: Reader) {
  const { scope, dimension } = subject;
  const office = reportedAs(wave, subject.office, scope);
  const report = await findPublishedReport(wave, office, scope);
  if (!report) return null;
  const instrument = instrumentOf(wave, dimension);
  return {
    officeName: nameInWave(wave, office, reader),
    waveTitle: wave.title,
    report: reportPaths.report(wave._id, office, scope),
    subject: { ...subject, office, wave: wave._id },
    dimension: instrument ? dimensionTitle(dimension, instrument, reader) : '',
    dimensions: wave.instruments.flatMap((one) =>
      one.dimensions.map(({ id }) => ({ value: id, label: dimensionTitle(id, one, reader) })),
    ),
    patterns: likertPatterns,
    ...(instrument ? presentDimension(report, instrument, dimension, reader) : nothing),
    ...presentPractices(instrument?.id ?? '', dimension, reader),
  };
}

const nothing = { score: null, hidden: null, weakest: [], legend: [] };

function presentDimension(report: Report, instrument: Instrument, dimension: string, reader: Reader) {
  const part = report.instruments.find(({ id }) => id === instrument.id);
  const found = part?.dimensions.find(({ id }) => id === dimension);
  if (!part || !found) return nothing;
  if (!isShown(found)) return { ...nothing, hidden: suppressedCell(found, reader) };
  const { all, legend } = presentItems(onlyOne(part, dimension), instrument, reader);
  const told = all.filter((row) => 'bar' in row && row.bar).reverse();
  return {
    score: found.bounded ? null : scoreCell(found, instrument, reader),
    hidden: null,
    weakest: told.slice(0, weakestShown),
    legend,
  };
}

const onlyOne = (part: InstrumentReport, dimension: string): InstrumentReport => ({
  ...part,
  dimensions: part.dimensions.filter(({ id }) => id === dimension),
});

export function presentPractices(instrument: string, dimension: string, { t, f, lang }: Reader) {
  const file = practicesFor(instrument, dimension);
  return {
    practices: (file?.practices ?? []).map(({ id, title, weeks, hours, source }) => ({
      id,
      title: localise(title, lang).text,
      takes: t('plans:begin.takes', { weeks: f.number(weeks), hours: f.number(hours) }),
      source: source === 'experience' ? '' : source,
    })),
    questions: (file?.questions ?? []).map((question) => localise(question, lang).text),
  };
}
