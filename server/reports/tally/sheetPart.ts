/** One dimension of the sheet that is being counted: recoded answers from 0, read from the bytes of the response. */
import { notAnswered, notApplicable } from '../../instruments/answers.ts';
import type { DimensionLayout } from './tallyLayout.ts';

/** What one sheet holds of one dimension. */
export interface SheetPart {
  /** Recoded answers from 0; -1 where there is none. */
  values: Int8Array;
  answered: number;
  sum: number;
}

/** Whether a byte of a sheet is a point of the scale, before recoding from 1. */
export const isAnswer = (byte: number) => byte !== notAnswered && byte !== notApplicable;

/** Reads one dimension of an encoded sheet into `part`, which is used again for the next sheet. */
export function readPart(
  { items, reverse, points }: DimensionLayout,
  answers: Uint8Array,
  part: SheetPart,
): void {
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

/** A score in whole units of 1 ÷ denominator; exact where the denominator is a multiple of `answered`. */
export const inUnits = ({ sum, answered }: SheetPart, denominator: number) =>
  Math.round((sum * denominator) / answered);
