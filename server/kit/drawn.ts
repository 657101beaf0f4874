/** The numbers that a chart of the kit is drawn from: those of the report, to a tenth, as they are written beside it. */
import { intervalOf, otherSide } from '../reportPages/presentScore.ts';
import type { Score } from '../reports/published/reportObject.ts';

export interface Drawn {
  mean: number | null;
  low: number | null;
  high: number | null;
  province: number | null;
  previous: number | null;
}

const tenth = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);

export function drawnOf(score: Pick<Score, 'mean' | 'ci95' | 'versus'>): Drawn {
  const [low, high] = intervalOf(score) ?? [null, null];
  return {
    mean: tenth(score.mean),
    low: tenth(low),
    high: tenth(high),
    province: tenth(otherSide(score, score.versus.province)),
    previous: tenth(otherSide(score, score.versus.previous)),
  };
}

/** 30 to 90 where everything fits, as on the pages. */
export function axisOf(rows: readonly Drawn[]): { from: number; to: number } {
  const values = rows.flatMap((row) => Object.values(row) as (number | null)[]);
  const fits = values.every((value) => value === null || (value >= 30 && value <= 90));
  return fits ? { from: 30, to: 90 } : { from: 0, to: 100 };
}
