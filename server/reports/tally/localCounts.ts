/** Counts the answers of one unit to the questions that offices have added: for each question the persons at each point, as answered. */
import { notAnswered, notApplicable } from '../../instruments/answers.ts';
import type { LocalQuestion } from '../../waves/localBlocks.ts';

/** In the order of the unit's questions, 1 to k each; whoever said that it does not apply is not counted. */
export type LocalCounts = number[][];

export interface LocalCounter {
  /** One response's bytes (`Response.local`). */
  add(local: Uint8Array): void;
  readonly counts: LocalCounts;
}

export function localCounter(asked: readonly Pick<LocalQuestion, 'scale'>[]): LocalCounter {
  const counts = asked.map(({ scale }) => Array<number>(scale.points).fill(0));
  return {
    counts,
    add(local) {
      for (const [place, points] of counts.entries()) {
        const byte = local[place] ?? notAnswered;
        if (byte !== notAnswered && byte !== notApplicable) points[byte - 1]! += 1;
      }
    },
  };
}
