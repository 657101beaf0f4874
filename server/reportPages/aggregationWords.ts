/** May a dimension's mean be read as a property of the office? The verdict in words, with the reasons against. */
import type { Reader } from '../i18n/reader.ts';
import type { AggregationVerdict } from '../statistics/aggregationVerdict.ts';

export interface AggregationWords {
  verdict: AggregationVerdict['verdict'] | 'unknown';
  word: string;
  /** The reasons against it, as a list in words, or ''. */
  reasons: string;
}

export function verdictWords(judged: AggregationVerdict | undefined, { t, f }: Reader): AggregationWords {
  const isEstimated = judged?.reasons.some(({ criterion, value }) => criterion === 'icc1' && value !== null);
  if (!judged || !isEstimated)
    return { verdict: 'unknown', word: t('reports:aggregation.unknown'), reasons: '' };
  const against = judged.reasons.filter(({ grade }) => grade !== 'good');
  const reasons = against.map(({ criterion, grade }) => t(`reports:aggregation.${criterion}.${grade}`));
  return {
    verdict: judged.verdict,
    word: t(`reports:aggregation.${judged.verdict}`),
    reasons: f.list(reasons),
  };
}
