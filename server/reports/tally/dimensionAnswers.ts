/** One dimension of the sheet that is being counted: recoded answers from 0, read from the bytes of the response. */
import { notAnswered, notApplicable } from '../../instruments/answers.ts';
import { favourableClass } from '../../instruments/scoring.ts';
import type { DimensionLayout } from './tallyLayout.ts';

/** What one sheet holds of one dimension. */
export interface DimensionAnswers {
  /** Recoded answers from 0; -1 where there is none. */
  values: Int8Array;
  answered: number;
  sum: number;
  /** Its place in the histogram of the dimension, where anything was answered. */
  place: number;
  /** How many answers are favourable, neutral and unfavourable. */
  classes: Int32Array;
}

/** An empty part for sheets of a dimension. */
export const emptyDimensionAnswers = ({ items }: DimensionLayout): DimensionAnswers => ({
  values: new Int8Array(items.length),
  answered: 0,
  sum: 0,
  place: 0,
  classes: new Int32Array(3),
});

/** Whether a byte of a sheet is a point of the scale, before recoding from 1. */
export const isAnswer = (byte: number) => byte !== notAnswered && byte !== notApplicable;

/** For each recoded answer from 0: 0 favourable, 1 neutral, 2 unfavourable. */
export function classTable(points: number): number[] {
  const order = ['favourable', 'neutral', 'unfavourable'];
  return Array.from({ length: points }, (_, value) => order.indexOf(favourableClass(value + 1, points)));
}

/**
 * Reads one dimension of an encoded sheet into `part`, which is used again for the next sheet.
 * @param classOf `classTable` of its points
 */
export function readDimensionAnswers(
  { items, reverse, points }: DimensionLayout,
  classOf: readonly number[],
  answers: Uint8Array,
  part: DimensionAnswers,
): void {
  const { values, classes } = part;
  let [answered, sum] = [0, 0];
  classes.fill(0);
  for (let i = 0; i < items.length; i += 1) {
    const byte = answers[items[i]!]!;
    if (!isAnswer(byte)) {
      values[i] = -1;
      continue;
    }
    const value = reverse[i] ? points - byte : byte - 1;
    values[i] = value;
    answered += 1;
    sum += value;
    classes[classOf[value]!]! += 1;
  }
  part.answered = answered;
  part.sum = sum;
  part.place = (answered - 1) * (items.length * (points - 1) + 1) + sum;
}

/** A score in whole units of 1 ÷ denominator; exact where the denominator is a multiple of `answered`. */
export const scoreInUnits = ({ sum, answered }: DimensionAnswers, denominator: number) =>
  Math.round((sum * denominator) / answered);
