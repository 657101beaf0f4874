/**
 * Counts encoded responses into a tally, one by one, without storing them. Recoding and the half rule are those of
 * instruments/scoring; here they run on whole numbers so that a million responses take seconds and nothing is rounded.
 */
import { notAnswered, notApplicable } from '../../instruments/answers.ts';
import { add as addTo } from './cells.ts';
import { carelessCounter } from './countCareless.ts';
import { countDimension } from './countDimension.ts';
import { countIndex, countScoreProducts } from './countIndex.ts';
import { countOption, optionLookup } from './countOption.ts';
import { profileCounter } from './countProfiles.ts';
import { emptyDimensionAnswers, readDimensionAnswers } from './dimensionAnswers.ts';
import { distinctResponses } from './distinctResponses.ts';
import { at, mapBy } from './indexes.ts';
import { isStraightLined } from './isStraightLined.ts';
import { emptyTally, type Tally } from './tally.ts';
import type { TallyLayout } from './tallyLayout.ts';

export interface Tallier {
  /** One response as bytes (see `Response`). */
  add(answers: Uint8Array, demographics: Uint8Array): void;
  /** The tally of everything added so far. */
  readonly tally: Tally;
}

/** All responses of one unit go into one tallier, which finds identical ones only among those it is given. */
export function createTallier(layout: TallyLayout): Tallier {
  const tally = emptyTally(layout);
  const items = mapBy(layout.items, (start, position) => ({
    start,
    points: at(layout.questionnaire.items, position).points,
  }));
  const dimensions = mapBy(layout.dimensions, emptyDimensionAnswers);
  const optionOf = optionLookup(layout.options);
  const isNew = distinctResponses();
  const { cells } = tally;
  const profiles = profileCounter(layout);
  const careless = carelessCounter(layout);
  return {
    get tally() {
      return { ...tally, profiles: profiles.counts(), careless: careless.counts() };
    },
    add(answers, demographics) {
      addTo(cells, layout.responses, 1);
      if (!isNew(answers)) addTo(cells, layout.identicalResponses, 1);
      if (isStraightLined(layout, answers)) addTo(cells, layout.straightLined, 1);
      countItems(items, cells, answers);
      for (const dimension of dimensions) {
        readDimensionAnswers(answers, dimension);
        countDimension(cells, dimension);
      }
      const indexes = layout.instruments.map((instrument, i) => {
        countScoreProducts(instrument, cells, dimensions);
        return countIndex(instrument, tally.indexes[i]!, dimensions);
      });
      const counted = { dimensions, indexes };
      for (let question = 0; question < demographics.length; question += 1) {
        const option = optionOf(question, demographics[question]!);
        if (option) countOption(option, cells, counted);
      }
      profiles.add(demographics, dimensions, indexes);
      careless.add(answers, indexes);
    },
  };
}

/** The tally of a list of encoded responses. */
export function tallyOf(
  responses: Iterable<{ answers: Uint8Array; demographics: Uint8Array }>,
  layout: TallyLayout,
): Tally {
  const tallier = createTallier(layout);
  for (const { answers, demographics } of responses) tallier.add(answers, demographics);
  return tallier.tally;
}

interface ItemCells {
  start: number;
  points: number;
}

function countItems(items: readonly ItemCells[], cells: Float64Array, answers: Uint8Array): void {
  let position = 0;
  for (const { start, points } of items) {
    const byte = answers[position]!;
    position += 1;
    if (byte === notAnswered) continue;
    addTo(cells, start + (byte === notApplicable ? points : byte - 1), 1);
  }
}
