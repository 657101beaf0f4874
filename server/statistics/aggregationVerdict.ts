/**
 * May the mean of a dimension be read as a property of the office, or only as an average of persons who happen to work
 * there? Answers yes, with caution or no, with a grade for every reason, so the page can say why. Agreement inside offices
 * never suffices alone: where nobody differs from anybody, every office agrees with itself (Woehr et al. 2015).
 */
import { median } from 'simple-statistics';
import type { Icc } from './icc.ts';
import { minimumSizes } from './minimumSizes.ts';

export type Grade = 'good' | 'weak' | 'poor' | 'unknown';

export interface Reason {
  criterion: 'offices' | 'difference' | 'icc1' | 'icc2' | 'agreement' | 'agreementSkewed';
  value: number | null;
  grade: Grade;
}

export interface AggregationVerdict {
  verdict: 'yes' | 'withCaution' | 'no';
  reasons: Reason[];
}

/** Lowest values graded good and weak (Bliese 2000; LeBreton & Senter 2008). */
const thresholds = {
  offices: { good: minimumSizes.groups, weak: 2 },
  icc1: { good: 0.05, weak: 0.01 },
  icc2: { good: 0.7, weak: 0.6 },
  agreement: { good: 0.7, weak: 0.51 },
  agreementSkewed: { good: 0.7, weak: 0.31 },
} as const;

/**
 * `agreement` holds rwg(j) of each office under the uniform null, `agreementSkewed` under the slightly skewed one (empty
 * where that null is not published for the scale). One poor reason makes no; a weak or unknown one makes caution.
 */
export function aggregationVerdict(evidence: {
  icc: Icc | null;
  agreement: readonly (number | null)[];
  agreementSkewed: readonly (number | null)[];
}): AggregationVerdict {
  const { icc } = evidence;
  if (icc === null) return { verdict: 'no', reasons: [{ criterion: 'icc1', value: null, grade: 'unknown' }] };
  const reasons: Reason[] = [
    graded('offices', icc.anova.groups),
    { criterion: 'difference', value: icc.anova.p, grade: differenceGrade(icc) },
    graded('icc1', icc.icc1),
    icc.icc2Meaningful ? graded('icc2', icc.icc2) : { criterion: 'icc2', value: null, grade: 'poor' },
    graded('agreement', medianOf(evidence.agreement)),
    graded('agreementSkewed', medianOf(evidence.agreementSkewed)),
  ];
  const grades = reasons.map((reason) => reason.grade);
  if (grades.includes('poor')) return { verdict: 'no', reasons };
  return { verdict: grades.every((grade) => grade === 'good') ? 'yes' : 'withCaution', reasons };
}

function graded(criterion: keyof typeof thresholds, value: number | null): Reason {
  return { criterion, value, grade: gradeOf(criterion, value) };
}

/** The grade of one value by the thresholds above; of null, `unknown`. */
export function gradeOf(criterion: keyof typeof thresholds, value: number | null): Grade {
  if (value === null) return 'unknown';
  const { good, weak } = thresholds[criterion];
  return value >= good ? 'good' : value >= weak ? 'weak' : 'poor';
}

/** Without variance inside offices F has no value, and any difference between them is certain. */
function differenceGrade({ anova }: Icc): Grade {
  if (anova.p === null) return anova.ssBetween > 0 ? 'good' : 'poor';
  return anova.p < 0.05 ? 'good' : 'poor';
}

function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
}
