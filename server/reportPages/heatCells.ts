/**
 * The cells of the heat map: the band as a colour, a whole number, and the verdict against the rest: triangles and two bars as everywhere, and
 * hatching for what cannot be told or was not tested, so that the most frequent cells need no mark.
 */

import { markIcon } from '../charts/markIcon.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { ComparedDimension, ComparedRow } from '../reports/making/comparison/compareOffices.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { suppressedCell } from './presentScore.ts';
import { comparedWord } from './spokenDifference.ts';

/** Colour 0..4 of a band, whatever number of bands the instrument has. */
export function heatBand(band: number, instrument: Instrument): number {
  const last = instrument.bands.length - 1;
  return last <= 0 ? 2 : Math.round((4 * band) / last);
}

/** One cell for each dimension, in the instrument's order. */
export function heatCells({ dimensions }: ComparedRow, instrument: Instrument, reader: Reader) {
  return instrument.dimensions.map(({ id }, position) => ({
    column: reader.f.number(position + 1),
    title: dimensionTitle(id, instrument, reader),
    ...heatCell(
      dimensions.find((one) => one.id === id),
      instrument,
      reader,
    ),
  }));
}

function heatCell(dimension: ComparedDimension | undefined, instrument: Instrument, reader: Reader) {
  const blank = { className: 'heat heat-none', text: '', mark: '', word: '', hidden: undefined };
  if (!dimension) return { ...blank, text: '–', word: reader.t('reports:quality.notEnough') };
  if (!isShown(dimension)) return { ...blank, hidden: suppressedCell(dimension, reader) };
  if (dimension.mean === null) {
    const word = reader.t(dimension.bounded ? 'reports:items.bounded' : 'reports:quality.notEnough');
    return { ...blank, text: dimension.bounded ? '≈' : '–', word };
  }
  const told = comparedWord(dimension);
  const different = told === 'higher' || told === 'lower';
  const kind = different ? 'different' : told === 'same' ? 'same' : 'unclear';
  return {
    className: `heat heat-${heatBand(dimension.band ?? 0, instrument)} ${kind}`,
    text: reader.f.number(dimension.mean, { digits: 0 }),
    mark: different || told === 'same' ? markIcon(told) : '',
    word: reader.t(`reports:legend.${told ?? 'notTested'}`),
    hidden: undefined,
  };
}
