/** The answers of one response on one dimension, recoded and counted from 0, as they are read from its bytes. */
import { notAnswered, notApplicable } from '../../instruments/answers.ts';
import { favourableClass } from '../../instruments/scoring.ts';
import type { DimensionLayout } from './tallyLayout.ts';

/** One object for each dimension, filled again for every response that is counted. */
export interface DimensionAnswers {
  layout: DimensionLayout;
  /** For each recoded answer its class: 0 favourable, 1 neutral, 2 unfavourable. */
  classOf: readonly number[];
  /** Recoded answers from 0; -1 where there is none. */
  values: Int8Array;
  answered: number;
  sum: number;
  /** The place in the histogram of the dimension, where anything was answered. */
  place: number;
  /** How many answers are favourable, neutral and unfavourable. */
  classes: Int32Array;
}

/** Answers on a dimension before anything was read. */
export const emptyDimensionAnswers = (layout: DimensionLayout): DimensionAnswers => ({
  layout,
  classOf: classTable(layout.points),
  values: new Int8Array(layout.items.length),
  answered: 0,
  sum: 0,
  place: 0,
  classes: new Int32Array(3),
});

/** Whether a byte of a response is a point of the scale (from 1, before recoding). */
export const isAnswer = (byte: number) => byte !== notAnswered && byte !== notApplicable;

function classTable(points: number): number[] {
  const order = ['favourable', 'neutral', 'unfavourable'];
  return Array.from({ length: points }, (_, value) => order.indexOf(favourableClass(value + 1, points)));
}

/** Reads the answers on one dimension out of an encoded response into `into`. */
export function readDimensionAnswers(answers: Uint8Array, into: DimensionAnswers): void {
  const { layout, classOf, values, classes } = into;
  const { items, reverse, points } = layout;
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
  into.answered = answered;
  into.sum = sum;
  into.place = (answered - 1) * (items.length * (points - 1) + 1) + sum;
}

/** A score in whole units of 1 ÷ denominator; exact where the denominator is a multiple of `answered`. */
export const scoreInUnits = ({ sum, answered }: DimensionAnswers, denominator: number) =>
  Math.round((sum * denominator) / answered);
