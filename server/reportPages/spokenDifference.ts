/** The five words for a difference, by its verdict: every page, legend and table speaks of differences through here. */
import type { Reader } from '../i18n/reader.ts';
import type { ComparedDimension } from '../reports/making/comparison/compareOffices.ts';
import { type Difference, isShown, type TestedDifference } from '../reports/published/reportObject.ts';
import { effectSize } from '../statistics/effectSize.ts';

export const spokenWords = ['higher', 'lower', 'same', 'unclear', 'notTested'] as const;
export type SpokenWord = (typeof spokenWords)[number];

export function spokenWord({
  verdict,
  difference,
}: Pick<TestedDifference, 'verdict' | 'difference'>): SpokenWord {
  if (verdict === null || difference === null) return 'notTested';
  if (verdict !== 'different') return verdict;
  return difference > 0 ? 'higher' : 'lower';
}

/** Undefined where the comparison is not possible or not shown. */
export function wordOf(difference: Difference | undefined): SpokenWord | undefined {
  return difference && 'mark' in difference ? spokenWord(difference) : undefined;
}

/** A dimension of the comparison of offices against everyone else of the wave; it has no difference, but its direction. */
export function comparedWord(dimension: ComparedDimension): SpokenWord | undefined {
  if (!isShown(dimension) || dimension.verdict === null) return undefined;
  if (dimension.verdict !== 'different') return dimension.verdict;
  return dimension.mark === 'higher' || dimension.mark === 'lower' ? dimension.mark : undefined;
}

/** «small effect, g 0.31», or '' where it is unknown. */
export function effectWords({ effect }: TestedDifference, { t, f }: Reader): string {
  if (effect === null) return '';
  return t('reports:effect.told', {
    size: t(`reports:effect.${effectSize(effect)}`),
    g: f.number(Math.abs(effect), { digits: 2 }),
  });
}

/** What could not have been seen, beside a difference that cannot be told; '' in reports of older versions. */
export function detectableWords(
  { detectable }: Pick<TestedDifference, 'detectable'>,
  { t, f }: Reader,
): string {
  return detectable === null ? '' : t('reports:detectable', { points: f.number(detectable, { digits: 1 }) });
}
