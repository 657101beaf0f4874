/** The comparison in words: how many offices differ from the province, and its lowest and highest dimension. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { ComparedRow } from '../reports/making/comparison/compareOffices.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { dimensionTitle } from './summarySentences.ts';

export function comparisonSentences(
  rows: readonly ComparedRow[],
  instrument: Instrument,
  reader: Reader,
): string[] {
  const { t, f } = reader;
  const marks = rows.map(({ index }) => {
    const province = isShown(index) ? index.versus.province : undefined;
    return province && 'mark' in province ? province.mark : 'notTested';
  });
  const count = (name: string) => f.number(marks.filter((one) => one === name).length);
  const untested = marks.filter((one) => one === 'notTested').length;
  const found = t('reports:comparison.finding', {
    higher: count('higher'),
    lower: count('lower'),
    same: count('notDifferent'),
  });
  const extremes = extremeDimensions(rows, instrument, reader);
  return [
    untested > 0 ? `${found} ${t('reports:comparison.untested', { count: untested })}` : found,
    extremes ? t('reports:comparison.lowest', extremes) : '',
  ].filter(Boolean);
}

/** Lowest and highest dimension by the unweighted mean of the offices shown. */
function extremeDimensions(rows: readonly ComparedRow[], instrument: Instrument, reader: Reader) {
  const means = instrument.dimensions.flatMap(({ id }) => {
    const values = rows.flatMap(({ dimensions }) => {
      const dimension = dimensions.find((one) => one.id === id);
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
