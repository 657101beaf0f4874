/**
 * Where each count stands in a tally. A tally is one row of whole numbers whose places follow from the wave's questionnaire alone,
 * so tallies of one wave add and subtract place by place. The typed indexes of instruments, dimensions and items are made here.
 */
import { compileQuestionnaire, type Questionnaire } from '../../instruments/compileQuestionnaire.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { type Denominators, denominators } from './denominators.ts';
import {
  at,
  type DimensionIndex,
  type InstrumentIndex,
  type ItemPosition,
  indexesOf,
  type ListBy,
  mapBy,
  type QuestionIndex,
} from './indexes.ts';
import { triangleSize } from './triangle.ts';

/** Places of one dimension. Answers are recoded and counted from 0 (the lowest point). */
export interface DimensionLayout {
  id: string;
  instrument: InstrumentIndex;
  items: readonly ItemPosition[];
  reverse: boolean[];
  points: number;
  /** Number of answers that a score needs: half, rounded up. */
  minAnswered: number;
  /** n, then k sums, then the upper triangle of products, over responses that answer every item. */
  complete: number;
  /** Upper triangle of n, k × k sums of the row's item, upper triangle of products, over responses that answer both items. */
  pairs: number;
  /** Responses by number of answers (1 … k) and sum (0 … k·(points − 1)). */
  histogram: number;
}

export interface InstrumentLayout extends Denominators {
  id: string;
  dimensions: readonly DimensionIndex[];
  points: number;
  /** n, then sums and upper triangle of products of the dimension scores, over responses that have them all. */
  scoreProducts: number;
}

/** Places of one option of one demographic question. */
export interface OptionLayout {
  question: QuestionIndex;
  option: number;
  /** Responses. */
  n: number;
  /** A histogram for each dimension, as `DimensionLayout.histogram`. */
  histograms: ListBy<DimensionIndex, number>;
  /** Favourable, neutral and unfavourable answers, for each dimension. */
  classes: ListBy<DimensionIndex, number>;
  /** For each instrument and number of scored dimensions (1 … all): persons, sum, sum of squares in index units. */
  indexes: ListBy<InstrumentIndex, number>;
}

/** A questionnaire whose lists say what indexes them. */
export interface IndexedQuestionnaire extends Omit<Questionnaire, 'items' | 'demographics'> {
  items: ListBy<ItemPosition, Questionnaire['items'][number]>;
  demographics: ListBy<QuestionIndex, Questionnaire['demographics'][number]>;
}

export interface TallyLayout {
  questionnaire: IndexedQuestionnaire;
  responses: number;
  identicalResponses: number;
  straightLined: number;
  /** For each item: counts of the points as answered, then «does not apply». */
  items: ListBy<ItemPosition, number>;
  dimensions: ListBy<DimensionIndex, DimensionLayout>;
  instruments: ListBy<InstrumentIndex, InstrumentLayout>;
  options: OptionLayout[];
  size: number;
}

const histogramSize = (items: number, points: number) => items * (items * (points - 1) + 1);

/** Hands out places one after another. */
function placer() {
  let next = 0;
  return {
    take(count: number) {
      next += count;
      return next - count;
    },
    used: () => next,
  };
}
type Placer = ReturnType<typeof placer>;

/** The layout for the instruments of a wave, in their order. */
export function tallyLayout(wave: readonly Instrument[]): TallyLayout {
  const questionnaire: IndexedQuestionnaire & Questionnaire = compileQuestionnaire(wave);
  const place = placer();
  const counts = {
    responses: place.take(1),
    identicalResponses: place.take(1),
    straightLined: place.take(1),
  };
  const items = questionnaire.items.map(({ points }) => place.take(points + 1));
  const dimensions: TallyLayout['dimensions'] = questionnaire.dimensions.map((dimension): DimensionLayout => {
    const [k, points] = [dimension.items.length, dimension.scale.points];
    return {
      id: dimension.id,
      instrument: questionnaire.instruments.findIndex(
        ({ id }) => id === dimension.instrument,
      ) as InstrumentIndex,
      items: dimension.items as ItemPosition[],
      reverse: dimension.items.map((position) => at(questionnaire.items, position as ItemPosition).reverse),
      points,
      minAnswered: Math.ceil(k / 2),
      complete: place.take(1 + k + triangleSize(k)),
      pairs: place.take(2 * triangleSize(k) + k * k),
      histogram: place.take(histogramSize(k, points)),
    };
  });
  const instruments = mapBy<InstrumentIndex, Instrument, InstrumentLayout>(wave, (instrument, index) =>
    instrumentLayout(instrument, index, dimensions, place),
  );
  const options = optionLayouts(questionnaire, dimensions, instruments, place);
  return { questionnaire, ...counts, items, dimensions, instruments, options, size: place.used() };
}

function instrumentLayout(
  { id, scale }: Instrument,
  index: InstrumentIndex,
  all: TallyLayout['dimensions'],
  place: Placer,
): InstrumentLayout {
  const dimensions = indexesOf(all).filter((d) => at(all, d).instrument === index);
  return {
    id,
    dimensions,
    points: scale.points,
    ...denominators(
      dimensions.map((d) => at(all, d)),
      scale.points - 1,
    ),
    scoreProducts: place.take(1 + dimensions.length + triangleSize(dimensions.length)),
  };
}

function optionLayouts(
  { demographics }: Pick<IndexedQuestionnaire, 'demographics'>,
  dimensions: TallyLayout['dimensions'],
  instruments: TallyLayout['instruments'],
  place: Placer,
): OptionLayout[] {
  return indexesOf(demographics).flatMap((question) =>
    at(demographics, question).options.map((_, option) => ({
      question,
      option,
      n: place.take(1),
      histograms: dimensions.map(({ items, points }) => place.take(histogramSize(items.length, points))),
      classes: dimensions.map(() => place.take(3)),
      indexes: instruments.map((instrument) => place.take(3 * instrument.dimensions.length)),
    })),
  );
}
