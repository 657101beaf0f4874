/** The comparison in words: how many offices differ from the rest of the province, and which dimension has the lowest and highest mean. */
import type { Reader } from '../i18n/reader.ts';
import { marginOf } from '../instruments/bands.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { ComparedRow } from '../reports/making/comparison/compareOffices.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { clearEnds, tenths } from './clearEnds.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { type SpokenWord, wordOf } from './spokenDifference.ts';

export function comparisonSentences(
  rows: readonly ComparedRow[],
  instrument: Instrument,
  reader: Reader,
): string[] {
  const { t, f } = reader;
  const words = rows.map(
    ({ index }) => (isShown(index) ? wordOf(index.versus.province) : undefined) ?? 'notTested',
  );
  const counted = (word: SpokenWord) => words.filter((one) => one === word).length;
  const untested = counted('notTested');
  const found = t('reports:comparison.finding', {
    higher: f.number(counted('higher')),
    lower: f.number(counted('lower')),
    same: f.number(counted('same')),
    unclear: f.number(counted('unclear')),
  });
  const extremes = extremeDimensions(rows, instrument, reader);
  return [
    untested > 0 ? `${found} ${t('reports:comparison.untested', { count: untested })}` : found,
    extremes ? t('reports:comparison.lowest', extremes) : '',
  ].filter(Boolean);
}

/**
 * Lowest and highest dimension by the unweighted mean of the offices shown, with both means, and only where they lie further apart than what
 * matters and no other has the same to the decimal that pages show.
 */
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
  if (!lowest || !highest || highest.mean - lowest.mean < marginOf(instrument)) return undefined;
  if (clearEnds(ordered.map(({ mean }) => tenths(mean)).reverse(), 1) === 0) return undefined;
  return {
    lowest: dimensionTitle(lowest.id, instrument, reader),
    highest: dimensionTitle(highest.id, instrument, reader),
    low: reader.f.number(lowest.mean, { digits: 1 }),
    high: reader.f.number(highest.mean, { digits: 1 }),
  };
}
