/** A difference with its whisker above the words, all rows of a table on one scale. */
import { differenceWhisker, whiskerReach } from '../charts/differenceWhisker.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Difference, Score } from '../reports/published/reportObject.ts';
import { type DifferenceCell, differenceCell } from './presentScore.ts';
import { spokenWord } from './spokenDifference.ts';

export interface WhiskerFrame {
  reach: number;
  margin: number;
  dir: Reader['dir'];
}

export function whiskerFrame(
  scores: readonly { versus: Partial<Score['versus']> }[],
  margin: number,
  { dir }: Reader,
): WhiskerFrame {
  const ends = scores.flatMap(({ versus }) =>
    Object.values(versus).flatMap((difference) => ('mark' in difference ? (difference.ci95 ?? []) : [])),
  );
  return { reach: whiskerReach(ends, margin), margin, dir };
}

export function drawnDifference(difference: Difference, frame: WhiskerFrame, reader: Reader): DifferenceCell {
  const cell = differenceCell(difference, reader);
  return { ...cell, html: whiskerOf(difference, frame) + cell.html };
}

/** '' where nothing was tested. */
export function whiskerOf(difference: Difference, frame: WhiskerFrame): string {
  if ('unavailable' in difference || difference.ci95 === null || difference.difference === null) return '';
  const word = spokenWord(difference);
  if (word === 'notTested') return '';
  return differenceWhisker({ difference: difference.difference, interval: difference.ci95, word }, frame);
}
