/**
 * The report object: what readers may see of the tallies of one office, after disclosure control. Page, print,
 * `report --json` and API share it. Shares are 0..1, means 0..100, numbers unrounded unless disclosure control rounds.
 */
import type { Scope } from '../scope.ts';

/** Why a number is not shown; such an object contains no number. */
export type SuppressionReason = 'tooFew' | 'complementary' | 'notYet';
export interface Suppressed {
  suppressed: SuppressionReason;
}

export type Mark = 'higher' | 'lower' | 'notDifferent' | 'notTested';
/** Different by test, practically the same by equivalence, or neither could be told. */
export type Verdict = 'different' | 'same' | 'unclear';
/** A score against the ideal: its interval above, across or below it. */
export type IdealVerdict = 'reached' | 'unclear' | 'below';
export interface TestedDifference {
  /** This group minus the other, in points of 0..100. */
  difference: number | null;
  ci95: [number, number] | null;
  p: number | null;
  /** Benjamini–Hochberg over the own scopes of the wave (or the subtrees of one level). */
  pAdjusted: number | null;
  /** Hedges g with the exact correction. */
  effect: number | null;
  mark: Mark;
  /** What pages speak by (`verdictOn`); null where `mark` is notTested. */
  verdict: Verdict | null;
  /** The smallest true difference that this test would have found with 80 % power, in points. */
  detectable: number | null;
}
export type UnavailableReason = 'noPrevious' | 'changed' | 'officeChanged' | 'isProvince' | 'disclosure';
export type Difference = TestedDifference | { unavailable: UnavailableReason };

/** Everything but `n`, `mean` and `band` is null where n is under minimumDetail; null also where not estimable. */
export interface Score {
  n: number;
  mean: number | null;
  sd: number | null;
  ci95: [number, number] | null;
  favourable: number | null;
  neutral: number | null;
  unfavourable: number | null;
  /** Zero-based position among the instrument's bands. */
  band: number | null;
  borderline: boolean | null;
  /** Empirical Bayes mean, own scope only; `shrinkage` of the instrument says over which offices. */
  shrunken: number | null;
  /** Null without an interval, or where the instrument has no ideal. */
  idealVerdict: IdealVerdict | null;
  /** Present where nearly all gave the same answer, so that the exact number would reveal everyone's. */
  bounded?: { above: number } | { below: number };
  versus: { parent: Difference; province: Difference; previous: Difference };
}

export interface Reliability {
  alpha: number | null;
  alphaCi95: [number, number] | null;
  omega: number | null;
  n: number;
}

export interface ShownItem extends Score {
  id: string;
  /** Counts of the points as answered, 1 to k. */
  distribution: number[] | null;
  notApplicable: number | null;
}
export type ItemReport = ShownItem | ({ id: string } & Suppressed);

export interface ShownDimension extends Score {
  id: string;
  /** Both are computed from complete cases of the dimension, which may be too few where the dimension itself is not. */
  reliability: Reliability | Suppressed | null;
  agreement: { rwg: number | null } | Suppressed | null;
  items: ItemReport[];
}
export type DimensionReport = ShownDimension | ({ id: string } & Suppressed);

export interface Drivers {
  outcome: string;
  r2: number;
  n: number;
  /** The office whose people the weights come from: this one, or an ancestor where its own people are too few. */
  from: string;
  weights: { dimension: string; weight: number; share: number }[];
}

/** What means were shrunken by. */
export interface ShrinkageBasis {
  /** Offices that count with their own exact mean. */
  offices: number;
  /** False where others count with their rounded mean or, when they are hidden, joined under the smallest shown total. */
  all: boolean;
}

export interface InstrumentReport {
  id: string;
  version: number;
  /** Only of a short form: whose scores these are not. */
  shortFormOf?: { id: string; version: number };
  /** Another form of the instrument that the previous wave asked, where it was checked, and said how, that their scores may be compared. */
  comparedForm?: { id: string; version: number; checked: string };
  index: Score | Suppressed;
  dimensions: DimensionReport[];
  aggregation: Record<string, { icc1: number | null; icc2: number | null; offices: number }>;
  /** Absent in reports of older versions, which pooled the offices not shown. */
  shrinkage?: { index: ShrinkageBasis; dimensions: Record<string, ShrinkageBasis> };
  drivers: Drivers | null;
}

export interface Report {
  wave: string;
  office: string;
  scope: Scope;
  minimum: number;
  minimumDetail: number;
  headcount: number | null;
  invited: number | null;
  responses: number | null | Suppressed;
  responseRate: number | null | Suppressed;
  rolledUpTo: string | null;
  instruments: InstrumentReport[];
  quality:
    | { identicalSheets: number; straightLined: number; missingShare: number | null }
    | Suppressed
    | null;
}

/** True for a score, dimension, item or number that is shown. */
export function isShown<T>(value: T | Suppressed): value is Exclude<T, Suppressed> {
  return !(typeof value === 'object' && value !== null && 'suppressed' in value);
}
