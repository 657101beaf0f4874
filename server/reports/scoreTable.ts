/** Scores, dimensions and items of any group as a reader will see them: exact numbers, comparisons and decisions together. */
import type { Differences } from './differences.ts';
import { boundOf, type Disclosure } from './disclose.ts';
import { exactScore, instrumentOf } from './exactScore.ts';
import type { Difference, DimensionReport, ItemReport, Score, ShownDimension, Suppressed } from './report.ts';
import { isShown } from './report.ts';
import { shapeScore, type Versus } from './shapeScore.ts';
import { countsAsAnswered, notApplicableCount } from './tally/readTally.ts';
import { type GroupStatistics, measureId, samePeople, type WaveStatistics } from './waveStatistics.ts';

export interface ScoreTable {
  score(group: GroupStatistics, measure: number): Score | Suppressed;
  dimension(
    group: GroupStatistics,
    dimension: number,
    quality: (dimension: number, measure: number) => Pick<ShownDimension, 'reliability' | 'agreement'>,
  ): DimensionReport;
}

export interface ScoreSources {
  wave: WaveStatistics;
  disclosure: Disclosure;
  differences: Differences;
  /** For each measure, by unit position. */
  shrunken: (number | null)[][];
  before: { wave: WaveStatistics; disclosure: Disclosure } | null;
}

export function scoreTable(sources: ScoreSources): ScoreTable {
  const { wave, disclosure, differences, shrunken } = sources;
  const place = new Map(wave.measures.map((measure, m) => [measureId(wave.layout, measure), m]));
  const previousPlace = new Map(
    (sources.before?.wave.measures ?? []).map((measure, m) => [
      measureId(sources.before!.wave.layout, measure),
      m,
    ]),
  );

  const score = (statistics: GroupStatistics, m: number): Score | Suppressed => {
    const [unit] = statistics.group.units;
    const isOwn = statistics.group.scope === 'own' && statistics.group.units.length === 1;
    const exact = exactScore(wave, statistics, m, isOwn ? shrunken[m]![unit!]! : null);
    const versus = shownVersus(statistics, m);
    const instrument = instrumentOf(wave, wave.measures[m]!);
    return shapeScore(exact, disclosure.decide(statistics, m), versus, instrument, () =>
      boundOf(wave, statistics, m),
    );
  };

  const shownVersus = (statistics: GroupStatistics, m: number): Versus => {
    const found = differences.get(statistics.group.id)![m]!;
    return {
      parent: shownElse(found.parent, statistics, m, statistics.group.parent),
      province: shownElse(found.province, statistics, m, wave.whole),
      previous: isPreviousShown(statistics, m) ? found.previous : hide(found.previous),
    };
  };

  const shownElse = (
    difference: Difference,
    statistics: GroupStatistics,
    m: number,
    whole: string | null,
  ) => {
    if ('unavailable' in difference || whole === null) return difference;
    const nobodyElse = samePeople(statistics, wave.byId.get(whole)!);
    return nobodyElse || disclosure.comparable(statistics, m, whole) ? difference : hide(difference);
  };

  const isPreviousShown = ({ group }: GroupStatistics, m: number): boolean => {
    const earlier = sources.before?.wave.byId.get(group.id);
    const position = previousPlace.get(measureId(wave.layout, wave.measures[m]!));
    if (!sources.before || !earlier || position === undefined || earlier.group.units.length === 0)
      return false;
    return sources.before.disclosure.decide(earlier, position) === 'detail';
  };

  const item = (statistics: GroupStatistics, position: number): ItemReport => {
    const { id } = wave.layout.questionnaire.items[position]!;
    const m = place.get(`item:${id}`)!;
    const shown = score(statistics, m);
    if (!isShown(shown)) return { id, ...shown };
    const inDetail = disclosure.decide(statistics, m) === 'detail';
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

function hide(difference: Difference): Difference {
  return 'unavailable' in difference ? difference : { unavailable: 'disclosure' };
}
