/** Scores, dimensions and items of any group as a reader will see them: combines exact numbers, comparisons and decisions. */

import type {
  DimensionReport,
  ItemReport,
  Score,
  ShownDimension,
  Suppressed,
} from '../published/reportObject.ts';
import { isShown } from '../published/reportObject.ts';
import {
  at,
  type DimensionIndex,
  type ItemPosition,
  indexesOf,
  type MeasureIndex,
} from '../tally/indexes.ts';
import { countsAsAnswered, notApplicableCount } from '../tally/readTally.ts';
import { boundOf } from './decideDisclosure.ts';
import { discloseScore } from './discloseScore.ts';
import { exactScore, instrumentOf } from './exactScore.ts';
import { type ScoreSources, shownVersus } from './shownVersus.ts';
import { type GroupStatistics, measureId } from './waveStatistics.ts';

export interface ScoreTable {
  score(group: GroupStatistics, measure: MeasureIndex): Score | Suppressed;
  dimension(
    group: GroupStatistics,
    dimension: DimensionIndex,
    quality: (
      dimension: DimensionIndex,
      measure: MeasureIndex,
    ) => Pick<ShownDimension, 'reliability' | 'agreement'>,
  ): DimensionReport;
}

export function scoreTable(sources: ScoreSources): ScoreTable {
  const { wave, disclosure, shrinkage } = sources;
  const measureOf = new Map(
    indexesOf(wave.measures).map((m) => [measureId(wave.layout, at(wave.measures, m)), m]),
  );
  const findMeasure = (id: string): MeasureIndex => {
    const found = measureOf.get(id);
    if (found === undefined) throw new RangeError(`the wave has no measure ${id}`);
    return found;
  };
  const versusOf = shownVersus(sources);

  const score = (statistics: GroupStatistics, m: MeasureIndex): Score | Suppressed => {
    const { scope, units } = statistics.group;
    const isOwn = scope === 'own' && units.length === 1;
    const posterior = isOwn ? at(at(shrinkage, m).posteriors, at(units, 0)) : null;
    const exact = exactScore(wave, statistics, m, posterior?.shrunken ?? null);
    return discloseScore(exact, {
      decision: disclosure.decideMeasure(statistics, m),
      versus: versusOf(statistics, m),
      bands: instrumentOf(wave, at(wave.measures, m)).bands,
      bound: () => boundOf(wave, statistics, m),
    });
  };

  const item = (statistics: GroupStatistics, position: ItemPosition): ItemReport => {
    const { id } = at(wave.layout.questionnaire.items, position);
    const m = findMeasure(`item:${id}`);
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
      const { id, items } = at(wave.layout.dimensions, dimension);
      const m = findMeasure(`dimension:${id}`);
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
