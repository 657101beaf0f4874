/**
 * What differs from the rest of the province, and what has changed: each dimension with its difference and the size of the effect, or
 * that it is practically the same, or that it cannot be told and from which difference on it could.
 */
import type { Reader } from '../i18n/reader.ts';
import { marginOf } from '../instruments/bands.ts';
import type { Instrument } from '../instruments/instrument.ts';
import {
  type InstrumentReport,
  isShown,
  type ShownDimension,
  type TestedDifference,
} from '../reports/published/reportObject.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { effectWords, type SpokenWord, spokenWord } from './spokenDifference.ts';

export type Side = 'province' | 'previous';

interface Told {
  title: string;
  difference: TestedDifference;
}

/** '' where nothing was tested. */
export function differenceSentences(
  report: InstrumentReport,
  side: Side,
  instrument: Instrument,
  reader: Reader,
): string {
  const { certain, unclear } = toldApart(report, side, instrument, reader);
  return [...certain, unclear].filter(Boolean).join(' ');
}

/** The same sentences, what a test or an equivalence holds apart from what cannot be told; '' where nothing is unclear. */
export function toldApart(
  { dimensions }: InstrumentReport,
  side: Side,
  instrument: Instrument,
  reader: Reader,
): { certain: string[]; unclear: string } {
  const { t, f } = reader;
  const tested = dimensions
    .filter((one): one is ShownDimension => isShown(one))
    .flatMap(({ id, versus }): Told[] => {
      const difference = versus[side];
      return 'mark' in difference ? [{ title: dimensionTitle(id, instrument, reader), difference }] : [];
    });
  const by = (word: SpokenWord) => tested.filter(({ difference }) => spokenWord(difference) === word);
  const [lower, higher, same, unclear] = [by('lower'), by('higher'), by('same'), by('unclear')];
  const margin = f.number(marginOf(instrument));
  const all = lower.length + higher.length + same.length + unclear.length;
  const sentence = (key: string, told: readonly Told[], values: object = {}) =>
    told.length === 0 ? '' : t(`reports:summary.${side}.${key}`, { count: told.length, margin, ...values });
  const named = (told: readonly Told[]) => ({ dimensions: f.list(told.map((one) => withSize(one, reader))) });
  const certain = [
    sentence('lower', lower, named(lower)),
    sentence('higher', higher, named(higher)),
    same.length === all && all > 0 ? sentence('allSame', same) : sentence('same', same),
  ].filter(Boolean);
  return { certain, unclear: unclearSentence(unclear, side, reader) };
}

function withSize({ title, difference }: Told, reader: Reader): string {
  const value = reader.f.signed(difference.difference ?? 0, { digits: 1 });
  const effect = effectWords(difference, reader);
  return reader.t(effect ? 'reports:summary.withEffect' : 'reports:summary.withDifference', {
    dimension: title,
    value,
    effect,
  });
}

/** The smallest of what could have been seen: less than that is invisible in all of them. */
function unclearSentence(unclear: readonly Told[], side: Side, { t, f }: Reader): string {
  if (unclear.length === 0) return '';
  const known = unclear.flatMap(({ difference: { detectable } }) =>
    detectable === null ? [] : [detectable],
  );
  const count = unclear.length;
  if (known.length === 0) return t(`reports:summary.${side}.unclear`, { count });
  const points = f.number(Math.min(...known), { digits: 1 });
  return t(`reports:summary.${side}.unclearUnder`, { count, points });
}
