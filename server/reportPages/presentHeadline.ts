/**
 * The figure of the province by the rule that was declared before the launch: every office counts by its staff, so that it does not hang on
 * which offices answered more. Beside it always the mean of respondents, which reports and tests speak of.
 */
import type { Reader } from '../i18n/reader.ts';
import type { ProvinceMean } from '../reports/making/comparison/provinceMeans.ts';
import type { Wave } from '../waves/wave.ts';

/** '' in waves for which nothing was declared, and where nothing is shown of the province. */
export function presentHeadline(
  means: readonly ProvinceMean[],
  { headline }: Pick<Wave, 'headline'>,
  { t, f }: Reader,
): string {
  const of = (kind: ProvinceMean['kind']) => means.find((one) => one.kind === kind);
  const [pooled, weighted] = [of('pooled'), of('weighted')];
  if (headline !== 'weighted' || !pooled || pooled.mean === null) return '';
  const digits = { digits: 1 };
  const respondents = f.number(pooled.mean, digits);
  if (!weighted || weighted.mean === null) return t('reports:headline.unknown', { respondents });
  return t('reports:headline.weighted', {
    mean: f.number(weighted.mean, digits),
    interval: weighted.ci95 ? `(${f.range(...weighted.ci95, digits)})` : '',
    respondents,
    count: weighted.offices,
  });
}
