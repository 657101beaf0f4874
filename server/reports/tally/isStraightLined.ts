/** Recognises responses given without reading the items, by the answers before recoding. */

import { isAnswer } from './dimensionAnswers.ts';
import type { TallyLayout } from './tallyLayout.ts';

/** True where each instrument got one and the same point throughout, on at least three items and half of all. */
export function isStraightLined(
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
