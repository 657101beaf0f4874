/**
 * Counts encoded responses into a tally, one by one, without keeping them. Recoding and the half rule are those of
 * instruments/scoring; here they run on whole numbers so that a million sheets take seconds and nothing is rounded.
 */
import { notAnswered, notApplicable } from '../../instruments/answers.ts';
import { countDimension } from './countDimension.ts';
import { countIndex, countScoreProducts } from './countIndex.ts';
import { countOption, optionLookup } from './countOption.ts';
import { classTable, emptyDimensionAnswers, readDimensionAnswers } from './dimensionAnswers.ts';
import { distinctResponses } from './distinctResponses.ts';
import { isStraightLined } from './isStraightLined.ts';
import { emptyTally, type Tally } from './tally.ts';
import type { TallyLayout } from './tallyLayout.ts';

export interface Tallier {
  /** One response as bytes (see `Response`). */
  add(answers: Uint8Array, demographics: Uint8Array): void;
  /** The tally of everything added so far. */
  tally: Tally;
}

/** Everything of one unit belongs into one tallier: identical sheets are looked for among what it is given. */
export function createTallier(layout: TallyLayout): Tallier {
  const tally = emptyTally(layout);
  const parts = layout.dimensions.map(emptyDimensionAnswers);
  const classes = layout.dimensions.map(({ points }) => classTable(points));
  const optionOf = optionLookup(layout.options);
  const isNew = distinctResponses();
  const { cells } = tally;
  return {
    tally,
    add(answers, demographics) {
      cells[layout.responses]! += 1;
      if (!isNew(answers)) cells[layout.identicalResponses]! += 1;
      if (isStraightLined(layout, answers)) cells[layout.straightLined]! += 1;
      countItems(layout, cells, answers);
      for (let d = 0; d < parts.length; d += 1) {
        readDimensionAnswers(layout.dimensions[d]!, classes[d]!, answers, parts[d]!);
        countDimension(layout.dimensions[d]!, cells, parts[d]!);
      }
      const indexes = layout.instruments.map((instrument, i) => {
        countScoreProducts(instrument, layout, cells, parts);
        return countIndex(instrument, layout, tally.indexes[i]!, parts);
      });
      const sheet = { parts, indexes };
      for (let question = 0; question < demographics.length; question += 1) {
        const option = optionOf(question, demographics[question]!);
        if (option) countOption(option, cells, sheet);
      }
    },
  };
}

/** The tally of a list of encoded responses. */
export function tallyOf(
  sheets: Iterable<{ answers: Uint8Array; demographics: Uint8Array }>,
  layout: TallyLayout,
): Tally {
  const tallier = createTallier(layout);
  for (const { answers, demographics } of sheets) tallier.add(answers, demographics);
  return tallier.tally;
}

function countItems({ items, questionnaire }: TallyLayout, cells: Float64Array, answers: Uint8Array): void {
  for (let position = 0; position < items.length; position += 1) {
    const byte = answers[position]!;
    if (byte === notAnswered) continue;
    const column = byte === notApplicable ? questionnaire.items[position]!.points : byte - 1;
    cells[items[position]! + column]! += 1;
  }
}
