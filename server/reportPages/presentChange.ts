/**
 * What changed since the wave before, line by line: the index, each dimension that has moved by test, and how many stayed practically the same
 * or cannot be told.
 */
import { markIcon } from '../charts/markIcon.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { AlikeByDimension } from '../reports/making/comparison/questionsAlike.ts';
import { type InstrumentReport, isShown, type ShownDimension } from '../reports/published/reportObject.ts';
import { type AlikeWords, alikeSummary, alikeWords } from './alikeWords.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { differenceCell } from './presentScore.ts';
import { type SpokenWord, wordOf } from './spokenDifference.ts';

export interface ChangeLine {
  kind: SpokenWord;
  mark: string;
  /** What it speaks of. */
  what: string;
  word: string;
  /** Signed points, for one that is named. */
  value: string;
  note: string;
  /** Whether the questions of a dimension that has moved mean the same as then; null of what has not, and in reports of older versions. */
  alike: AlikeWords | null;
}

/** Empty where there is no wave before, or nothing may be compared with it. */
export function presentChange(
  { index, dimensions }: InstrumentReport,
  { instrument, alike }: { instrument: Instrument; alike: AlikeByDimension | undefined },
  reader: Reader,
): ChangeLine[] {
  const { t } = reader;
  const shown = dimensions.filter((one): one is ShownDimension => isShown(one));
  const moved = (['higher', 'lower'] as const).flatMap((kind) =>
    shown
      .filter(({ versus }) => wordOf(versus.previous) === kind)
      .map(({ id, versus }) => ({
        ...lineOf(dimensionTitle(id, instrument, reader), kind, versus.previous, reader),
        alike: alike?.[id] ? alikeWords(alike[id], instrument, reader) : null,
      })),
  );
  const counted = (['same', 'unclear', 'notTested'] as const).flatMap((kind) => {
    const count = shown.filter(({ versus }) => wordOf(versus.previous) === kind).length;
    if (count === 0) return [];
    const words = {
      mark: markIcon(kind),
      word: t(`reports:legend.${kind}`),
      value: '',
      note: '',
      alike: null,
    };
    return [{ kind, what: t('reports:change.dimensions', { count }), ...words }];
  });
  const ofIndex = isShown(index) ? wordOf(index.versus.previous) : undefined;
  const first =
    isShown(index) && ofIndex ? [lineOf(t('reports:index'), ofIndex, index.versus.previous, reader)] : [];
  return [...first, ...moved, ...counted];
}

/** The light of all dimensions together; null where nothing is compared with the wave before. */
export function presentChangeAlike(
  { index, dimensions }: InstrumentReport,
  alike: AlikeByDimension | undefined,
  reader: Reader,
) {
  const isCompared = [index, ...dimensions].some((one) => isShown(one) && wordOf(one.versus.previous));
  return isCompared ? alikeSummary('waves', alike, reader) : null;
}

function lineOf(
  what: string,
  kind: SpokenWord,
  difference: Parameters<typeof differenceCell>[0],
  reader: Reader,
): ChangeLine {
  const { mark, word, value, note } = differenceCell(difference, reader);
  return { kind, mark, what, word, value, note, alike: null };
}
