/** Scores, dimensions and reports made by hand, for tests of what the pages make of them. */
import type {
  Difference,
  Report,
  Score,
  ShownDimension,
} from '../../server/reports/published/reportObject.ts';
import { idealVerdictOn } from '../../server/reports/published/verdicts.ts';
import { survey } from './storedWave.ts';

export const instrument = { ...survey(), ideal: 80 };

export function compared(mark: 'higher' | 'lower' | 'notDifferent' | 'notTested'): Difference {
  const verdict = {
    higher: 'different',
    lower: 'different',
    notDifferent: 'unclear',
    notTested: null,
  } as const;
  const difference = mark === 'lower' ? -8 : 8;
  const tested = {
    difference,
    ci95: [difference - 4, difference + 4] as [number, number],
    effect: difference / 20,
  };
  return { ...tested, p: 0.01, pAdjusted: 0.02, mark, verdict: verdict[mark], detectable: 5.7 };
}

export function score(mean: number, changes: Partial<Score> = {}): Score {
  const versus = {
    parent: compared('notTested'),
    province: compared('notDifferent'),
    previous: compared('notTested'),
  };
  const shares = { favourable: 0.4, neutral: 0.3, unfavourable: 0.3 };
  const ci95: [number, number] = [mean - 4, mean + 4];
  return {
    n: 30,
    mean,
    sd: 20,
    ci95,
    ...shares,
    band: 2,
    borderline: false,
    shrunken: null,
    idealVerdict: idealVerdictOn(changes.ci95 === undefined ? ci95 : changes.ci95, instrument.ideal),
    versus,
    ...changes,
  };
}

export const dimension = (
  id: string,
  mean: number,
  mark: 'higher' | 'lower' | 'notDifferent',
): ShownDimension => ({
  ...score(mean),
  versus: { ...score(mean).versus, province: compared(mark) },
  id,
  reliability: null,
  agreement: null,
  items: [],
});

export function report(
  index: Score,
  dimensions: ShownDimension[] = [],
  headcount: number | null = 60,
): Report {
  const part = { id: instrument.id, version: 1, index, dimensions, aggregation: {}, drivers: null };
  const counts = {
    minimum: 5,
    minimumDetail: 10,
    headcount,
    invited: null,
    responses: 30,
    responseRate: 0.5,
  };
  const place = { wave: 'w', office: 'a', scope: 'own' as const, rolledUpTo: null };
  return { ...place, ...counts, instruments: [part], quality: null };
}
