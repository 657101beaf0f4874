/** What the comparison says in words: how many offices stand apart from the province, and its lowest and highest dimension. */
import type { Instrument } from '../../instruments/instrument.ts';
import { isShown, type Report } from '../report.ts';
import type { Reader } from './reader.ts';
import { dimensionTitle } from './summarySentences.ts';

export function comparisonSentences(
  reports: readonly Report[],
  instrument: Instrument,
  reader: Reader,
): string[] {
  const { t, f } = reader;
  const marks = reports.map((report) => {
    const index = report.instruments.find(({ id }) => id === instrument.id)?.index;
    const province = index && isShown(index) ? index.versus.province : undefined;
    return province && 'mark' in province ? province.mark : 'notTested';
  });
  const count = (name: string) => f.number(marks.filter((one) => one === name).length);
  const untested = marks.filter((one) => one === 'notTested').length;
  const found = t('reports:comparison.finding', {
    higher: count('higher'),
    lower: count('lower'),
    same: count('notDifferent'),
  });
  const extremes = extremeDimensions(reports, instrument, reader);
  return [
    untested > 0 ? `${found} ${t('reports:comparison.untested', { count: untested })}` : found,
    extremes ? t('reports:comparison.lowest', extremes) : '',
  ].filter(Boolean);
}

/** Lowest and highest dimension by the unweighted mean of the offices shown. */
function extremeDimensions(reports: readonly Report[], instrument: Instrument, reader: Reader) {
  const means = instrument.dimensions.flatMap(({ id }) => {
    const values = reports.flatMap((report) => {
      const part = report.instruments.find((one) => one.id === instrument.id);
      const dimension = part?.dimensions.find((one) => one.id === id);
      return dimension && isShown(dimension) && dimension.mean !== null ? [dimension.mean] : [];
    });
    const sum = values.reduce((total, value) => total + value, 0);
    return values.length > 0 ? [{ id, mean: sum / values.length }] : [];
  });
  const ordered = means.sort((a, b) => a.mean - b.mean);
  const [lowest, highest] = [ordered[0], ordered.at(-1)];
  if (!lowest || !highest || lowest === highest) return undefined;
  return {
    lowest: dimensionTitle(lowest.id, instrument, reader),
    highest: dimensionTitle(highest.id, instrument, reader),
  };
}
