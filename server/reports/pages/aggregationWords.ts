/**
 * May a dimension's mean be read as a property of the office? In words, with the reasons against. Judged from what is
 * published: how many offices, ICC(1), ICC(2) and the office's own agreement, by the thresholds of the statistics.
 */
import { type Grade, gradeOf } from '../../statistics/aggregationVerdict.ts';
import { isShown, type ShownDimension } from '../report.ts';
import type { Reader } from './reader.ts';

export interface Aggregation {
  icc1: number | null;
  icc2: number | null;
  offices: number;
}

export interface AggregationWords {
  verdict: 'yes' | 'withCaution' | 'no' | 'unknown';
  word: string;
  /** What speaks against it, as a list in words, or ''. */
  reasons: string;
}

export function aggregationWords(
  aggregation: Aggregation | undefined,
  { agreement }: Pick<ShownDimension, 'agreement'>,
  { t, f }: Reader,
): AggregationWords {
  if (!aggregation || aggregation.icc1 === null) {
    return { verdict: 'unknown', word: t('reports:aggregation.unknown'), reasons: '' };
  }
  const { offices, icc1, icc2 } = aggregation;
  const grades = {
    offices: gradeOf('offices', offices),
    icc1: gradeOf('icc1', icc1),
    icc2: gradeOf('icc2', icc2),
    agreement: gradeOf('agreement', agreement && isShown(agreement) ? agreement.rwg : null),
  };
  const against = Object.entries(grades).filter(([, grade]) => grade !== 'good');
  const verdict = verdictOf(Object.values(grades));
  const reasons = against.map(([criterion, grade]) => t(`reports:aggregation.${criterion}.${grade}`));
  return { verdict, word: t(`reports:aggregation.${verdict}`), reasons: f.list(reasons) };
}

function verdictOf(grades: readonly Grade[]): 'yes' | 'withCaution' | 'no' {
  if (grades.includes('poor')) return 'no';
  return grades.every((grade) => grade === 'good') ? 'yes' : 'withCaution';
}
