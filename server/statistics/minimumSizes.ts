/**
 * From how many respondents on a statistic says enough to be worded as a finding. A matter of statistics, apart from the
 * thresholds of anonymity: below these sizes a page speaks of an indication, or says "not tested"; numbers are still computed.
 */
export const minimumSizes = {
  /** A mean with its interval; from `indicativeMean` to this it is called indicative. */
  mean: 10,
  indicativeMean: 5,
  /** Each side of a Welch test. */
  welchSide: 10,
  /** Alpha and omega; below `unstableReliability` they are called unstable. */
  reliability: 100,
  unstableReliability: 50,
  /** Complete answers in each group whose questions are asked to mean the same. */
  invarianceGroup: 100,
  /** Groups for ICC and empirical Bayes; better twice as many. */
  groups: 10,
  /** Respondents for rwg(j). */
  agreement: 5,
  /** Respondents for each predictor of relative weights. */
  perPredictor: 20,
  /** Waves for a Mann–Kendall test. */
  waves: 5,
  /** Offices with a plan, and offices without one. */
  planSide: 8,
} as const;
