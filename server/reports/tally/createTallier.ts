/**
 * Counts encoded responses into a tally, one by one, without keeping them. Recoding and the half rule are those of
 * instruments/scoring; here they run on whole numbers so that a million sheets take seconds and nothing is rounded.
 */
import { notAnswered, notApplicable } from '../../instruments/answers.ts';
import { favourableClass } from '../../instruments/scoring.ts';
import { distinctSheets } from './distinctSheets.ts';
import { emptyTally, indexKey, type Tally } from './tally.ts';
import {
  type DimensionLayout,
  type InstrumentLayout,
  inTriangle,
  type OptionLayout,
  type TallyLayout,
  triangle,
} from './tallyLayout.ts';

export interface Tallier {
  /** One response as bytes (see `Response`). */
  add(answers: Uint8Array, demographics: Uint8Array): void;
  /** The tally of everything added so far. */
  tally: Tally;
}

/** What one sheet holds of one dimension. */
interface Part {
  /** Recoded answers from 0; -1 where there is none. */
  values: Int8Array;
  answered: number;
  sum: number;
}

/** Everything of one unit belongs into one tallier: identical sheets are looked for among what it is given. */
export function createTallier(layout: TallyLayout): Tallier {
  const tally = emptyTally(layout);
  const parts = layout.dimensions.map(
    ({ items }): Part => ({ values: new Int8Array(items.length), answered: 0, sum: 0 }),
  );
  const classes = layout.dimensions.map(({ points }) => classTable(points));
  const optionsOf = optionLookup(layout.options);
  const isNew = distinctSheets();
  const { cells } = tally;
  return {
    tally,
    add(answers, demographics) {
      cells[layout.responses]! += 1;
      if (!isNew(answers)) cells[layout.identicalSheets]! += 1;
      if (isStraightLined(layout, answers)) cells[layout.straightLined]! += 1;
      countItems(layout, cells, answers);
      for (const [d, dimension] of layout.dimensions.entries()) {
        readPart(dimension, answers, parts[d]!);
        countDimension(dimension, cells, parts[d]!);
      }
      const indexes = layout.instruments.map((instrument, i) => {
        countAcross(instrument, layout, cells, parts);
        return countIndex(instrument, layout, tally.indexes[i]!, parts);
      });
      for (let question = 0; question < demographics.length; question += 1) {
        const option = optionsOf.get(optionNumber(question, demographics[question]! - 1));
        if (option) countOption(option, layout, cells, { parts, indexes, classes });
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

/** For each recoded answer from 0: 0 favourable, 1 neutral, 2 unfavourable. */
function classTable(points: number): number[] {
  const order = ['favourable', 'neutral', 'unfavourable'];
  return Array.from({ length: points }, (_, value) => order.indexOf(favourableClass(value + 1, points)));
}

const optionNumber = (question: number, option: number) => question * 256 + option;
function optionLookup(options: readonly OptionLayout[]): Map<number, OptionLayout> {
  return new Map(options.map((option) => [optionNumber(option.question, option.option), option]));
}

const isAnswer = (byte: number) => byte !== notAnswered && byte !== notApplicable;

/** One and the same point in each instrument, on at least three items and half of all: the sheet was hardly read. */
function isStraightLined(
  { questionnaire, instruments, dimensions }: TallyLayout,
  answers: Uint8Array,
): boolean {
  let answered = 0;
  let scored = 0;
  for (const instrument of instruments) {
    let first = 0;
    for (const d of instrument.dimensions) {
      for (const position of dimensions[d]!.items) {
        const byte = answers[position]!;
        scored += 1;
        if (!isAnswer(byte)) continue;
        if (first !== 0 && byte !== first) return false;
        first = byte;
        answered += 1;
      }
    }
  }
  return questionnaire.items.length >= 3 && answered >= 3 && 2 * answered >= scored;
}

function countItems({ items, questionnaire }: TallyLayout, cells: Float64Array, answers: Uint8Array): void {
  for (let position = 0; position < items.length; position += 1) {
    const byte = answers[position]!;
    if (byte === notAnswered) continue;
    const column = byte === notApplicable ? questionnaire.items[position]!.points : byte - 1;
    cells[items[position]! + column]! += 1;
  }
}

function readPart({ items, reverse, points }: DimensionLayout, answers: Uint8Array, part: Part): void {
  part.answered = 0;
  part.sum = 0;
  for (let i = 0; i < items.length; i += 1) {
    const byte = answers[items[i]!]!;
    if (!isAnswer(byte)) {
      part.values[i] = -1;
      continue;
    }
    const value = reverse[i] ? points - byte : byte - 1;
    part.values[i] = value;
    part.answered += 1;
    part.sum += value;
  }
}

function countDimension(dimension: DimensionLayout, cells: Float64Array, part: Part): void {
  const k = dimension.items.length;
  if (part.answered === 0) return;
  cells[histogramPlace(dimension.histogram, dimension, part)]! += 1;
  if (part.answered === k) countProducts(cells, dimension.complete, part.values);
  const [n, sums] = [dimension.pairs, dimension.pairs + triangle(k)];
  const products = sums + k * k;
  for (let i = 0; i < k; i += 1) {
    const x = part.values[i]!;
    if (x < 0) continue;
    for (let j = i; j < k; j += 1) {
      const y = part.values[j]!;
      if (y < 0) continue;
      const place = inTriangle(i, j, k);
      cells[n + place]! += 1;
      cells[products + place]! += x * y;
      cells[sums + i * k + j]! += x;
      if (i !== j) cells[sums + j * k + i]! += y;
    }
  }
}

/** n, sums and the upper triangle of products, from `start` on. */
function countProducts(cells: Float64Array, start: number, values: ArrayLike<number>): void {
  const k = values.length;
  cells[start]! += 1;
  let place = start + 1 + k;
  for (let i = 0; i < k; i += 1) {
    const x = values[i]!;
    cells[start + 1 + i]! += x;
    for (let j = i; j < k; j += 1) {
      cells[place]! += x * values[j]!;
      place += 1;
    }
  }
}

function histogramPlace(
  start: number,
  { items, points }: DimensionLayout,
  { answered, sum }: { answered: number; sum: number },
): number {
  return start + (answered - 1) * (items.length * (points - 1) + 1) + sum;
}

/** A score in whole units of 1 ÷ denominator; exact where the denominator is a multiple of `answered`. */
const inUnits = ({ sum, answered }: Part, denominator: number) => Math.round((sum * denominator) / answered);

function countAcross(
  { dimensions, across, productDenominator }: InstrumentLayout,
  layout: TallyLayout,
  cells: Float64Array,
  parts: readonly Part[],
): void {
  const values: number[] = [];
  for (const d of dimensions) {
    const part = parts[d]!;
    if (part.answered < layout.dimensions[d]!.least) return;
    values.push(inUnits(part, productDenominator));
  }
  countProducts(cells, across, values);
}

/** Counts the sheet's index; null when fewer than half of the dimensions have a score. */
function countIndex(
  { dimensions, denominator }: InstrumentLayout,
  layout: TallyLayout,
  index: Map<number, number>,
  parts: readonly Part[],
): { sum: number; scored: number } | null {
  let [sum, scored] = [0, 0];
  for (const d of dimensions) {
    const part = parts[d]!;
    if (part.answered < layout.dimensions[d]!.least) continue;
    sum += inUnits(part, denominator);
    scored += 1;
  }
  if (scored === 0 || 2 * scored < dimensions.length) return null;
  const key = indexKey(sum, scored, dimensions.length);
  index.set(key, (index.get(key) ?? 0) + 1);
  return { sum, scored };
}

interface SheetParts {
  parts: readonly Part[];
  indexes: readonly ({ sum: number; scored: number } | null)[];
  classes: readonly number[][];
}

function countOption(
  option: OptionLayout,
  layout: TallyLayout,
  cells: Float64Array,
  sheet: SheetParts,
): void {
  cells[option.n]! += 1;
  for (let d = 0; d < layout.dimensions.length; d += 1) {
    const part = sheet.parts[d]!;
    if (part.answered === 0) continue;
    cells[histogramPlace(option.histograms[d]!, layout.dimensions[d]!, part)]! += 1;
    for (const value of part.values) {
      if (value >= 0) cells[option.classes[d]! + sheet.classes[d]![value]!]! += 1;
    }
  }
  for (const [i, index] of sheet.indexes.entries()) {
    if (!index) continue;
    const place = option.indexes[i]! + 3 * (index.scored - 1);
    cells[place]! += 1;
    cells[place + 1]! += index.sum;
    cells[place + 2]! += index.sum ** 2;
  }
}
