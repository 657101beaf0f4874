/** Why a dimension was chosen as a strength or a priority, in words: the distance to the ideal first, then what tests confirmed. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import type { ChosenDimension, Ground, Judged } from './findPriorities.ts';
import { effectWords } from './spokenDifference.ts';

export function groundWords(
  { dimension, grounds }: ChosenDimension,
  { drivers, borrowedFrom }: Pick<Judged, 'drivers' | 'borrowedFrom'>,
  instrument: Instrument,
  reader: Reader,
): string[] {
  const { t, f } = reader;
  const { province } = dimension.versus;
  const difference = 'mark' in province ? province : null;
  const values = {
    from: borrowedFrom ?? '',
    outcome: drivers ? dimensionTitle(drivers.outcome, instrument, reader) : '',
    gap: f.number(Math.abs((dimension.mean ?? 0) - (instrument.ideal ?? 0)), { digits: 1 }),
    difference: f.number(Math.abs(difference?.difference ?? 0), { digits: 1 }),
    effect: difference ? effectWords(difference, reader) : '',
  };
  const key = (ground: Ground) => (ground === 'driver' && borrowedFrom !== null ? 'driverAbove' : ground);
  return grounds.map((ground) => t(`reports:priorities.${key(ground)}`, values));
}
