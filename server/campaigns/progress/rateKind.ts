/** On which side of the target the response rate of a running wave lies, as far as its step tells. */
import type { Branch } from './presentRates.ts';

export const rateKinds = ['reached', 'below', 'unclear', 'notYet'] as const;
export type RateKind = (typeof rateKinds)[number];

/** Unclear lies across the target: which side it is on would be a number finer than the steps. */
export function rateKind({ headcount, rate, step }: Branch, target: number): RateKind {
  if (rate === null) return 'notYet';
  if (step.atLeast >= target * headcount) return 'reached';
  return step.atMost < target * headcount ? 'below' : 'unclear';
}
