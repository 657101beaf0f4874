/**
 * The report as the API and the command line print it. The stored report has null wherever a score shows nothing; here a score of fewer
 * than minimumDetail people has no comparisons at all, and a part withheld from a larger score says that it is suppressed.
 */
import { isShown, type Report, type Score, type Suppressed } from './reportObject.ts';

const withheldParts = [
  'sd',
  'ci95',
  'favourable',
  'neutral',
  'unfavourable',
  'borderline',
  'shrunken',
  'idealVerdict',
] as const;

/** A plain object for `JSON.stringify`. */
export function reportJson(report: Report): unknown {
  const scoreOf = (score: Score | Suppressed) => scoreJson(score, report.minimumDetail);
  return {
    ...report,
    instruments: report.instruments.map((instrument) => ({
      ...instrument,
      index: scoreOf(instrument.index),
      dimensions: instrument.dimensions.map((dimension) => {
        if (!isShown(dimension)) return dimension;
        const items = dimension.items.map((item) => scoreOf(item));
        return { ...(scoreOf(dimension) as object), items };
      }),
    })),
  };
}

function scoreJson<S extends Score>(score: S | Suppressed, minimumDetail: number): unknown {
  if (!isShown(score)) return score;
  if (score.sd !== null || score.n === 0) return score;
  if (score.n < minimumDetail && !score.bounded) return { ...score, versus: null };
  const withheld = { suppressed: 'complementary' };
  const parts = Object.fromEntries(withheldParts.map((part) => [part, withheld]));
  const items = 'distribution' in score ? { distribution: withheld } : {};
  return { ...score, ...parts, ...items };
}
