/** How well each item fits the rest of its dimension, with a flag where it fits badly. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import type { InstrumentExtras } from '../reports/making/reportExtras.ts';
import { isShown, type ShownDimension } from '../reports/published/reportObject.ts';
import { dimensionTitle } from './dimensionTitle.ts';

/** An item that correlates less than this with the others of its dimension measures something else. */
export const minItemTotal = 0.3;

export function presentItemQuality(
  { items }: InstrumentExtras,
  dimensions: readonly ShownDimension[],
  instrument: Instrument,
  reader: Reader,
) {
  const { t, f, lang } = reader;
  const number = (value: number | null) => (value === null ? '–' : f.number(value, { digits: 2 }));
  return dimensions.flatMap((dimension) => {
    const found = items[dimension.id];
    const asked = instrument.dimensions.find(({ id }) => id === dimension.id)?.items ?? [];
    if (!found) return [];
    const alpha =
      dimension.reliability && isShown(dimension.reliability) ? dimension.reliability.alpha : null;
    // Reports of older versions hold these numbers of hidden items, too.
    const told = new Set(dimension.items.flatMap((one) => ('sd' in one && one.sd !== null ? [one.id] : [])));
    const rows = found
      .filter(({ id }) => told.has(id))
      .map(({ id, itemTotal, alphaIfDeleted }) => {
        const item = asked.find((one) => one.id === id);
        const isWeak = itemTotal !== null && itemTotal < minItemTotal;
        const isBetterWithout = isWeak && alpha !== null && alphaIfDeleted !== null && alphaIfDeleted > alpha;
        return {
          text: item ? localise(item.text, lang).text : id,
          itemTotal: number(itemTotal),
          alphaIfDeleted: number(alphaIfDeleted),
          flag: isWeak ? t(isBetterWithout ? 'reports:itemQuality.better' : 'reports:itemQuality.weak') : '',
        };
      });
    return rows.length > 0 ? [{ title: dimensionTitle(dimension.id, instrument, reader), rows }] : [];
  });
}
