/** Scores, dimensions and items of any group as a reader will see them: exact numbers, comparisons and decisions together. */

import type {
  DimensionReport,
  ItemReport,
  Score,
  ShownDimension,
  Suppressed,
} from '../published/reportObject.ts';
import { isShown } from '../published/reportObject.ts';
import { countsAsAnswered, notApplicableCount } from '../tally/readTally.ts';
import { boundOf } from './decideDisclosure.ts';
import { discloseScore } from './discloseScore.ts';
import { exactScore, instrumentOf } from './exactScore.ts';
import { type ScoreSources, shownVersus } from './shownVersus.ts';
import { type GroupStatistics, measureId } from './waveStatistics.ts';

export interface ScoreTable {
  score(group: GroupStatistics, measure: number): Score | Suppressed;
  dimension(
    group: GroupStatistics,
    dimension: number,
    quality: (dimension: number, measure: number) => Pick<ShownDimension, 'reliability' | 'agreement'>,
  ): DimensionReport;
}

export function scoreTable(sources: ScoreSources): ScoreTable {
  const { wave, disclosure, shrunken } = sources;
  const place = new Map(wave.measures.map((measure, m) => [measureId(wave.layout, measure), m]));
  const versusOf = shownVersus(sources);

  const score = (statistics: GroupStatistics, m: number): Score | Suppressed => {
    const [unit] = statistics.group.units;
    const isOwn = statistics.group.scope === 'own' && statistics.group.units.length === 1;
    const exact = exactScore(wave, statistics, m, isOwn ? shrunken[m]![unit!]! : null);
    const versus = versusOf(statistics, m);
    const instrument = instrumentOf(wave, wave.measures[m]!);
    return discloseScore(exact, disclosure.decideMeasure(statistics, m), versus, instrument, () =>
      boundOf(wave, statistics, m),
    );
  };

  const item = (statistics: GroupStatistics, position: number): ItemReport => {
    const { id } = wave.layout.questionnaire.items[position]!;
    const m = place.get(`item:${id}`)!;
    const shown = score(statistics, m);
    if (!isShown(shown)) return { id, ...shown };
    const inDetail = disclosure.decideMeasure(statistics, m) === 'detail';
    return {
      id,
      ...shown,
      distribution: inDetail ? countsAsAnswered(statistics.tally, wave.layout, position) : null,
      notApplicable: inDetail ? notApplicableCount(statistics.tally, wave.layout, position) : null,
    };
  };

  return {
    score,
    dimension(statistics, dimension, quality) {
      const { id, items } = wave.layout.dimensions[dimension]!;
      const m = place.get(`dimension:${id}`)!;
      const shown = score(statistics, m);
      if (!isShown(shown)) return { id, ...shown };
      return {
        id,
        ...shown,
        ...quality(dimension, m),
        items: items.map((position) => item(statistics, position)),
      };
    },
  };
}
