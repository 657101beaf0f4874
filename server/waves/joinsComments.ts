/** Whether comments of units with few of them are read with those of others: only where people were told before they wrote. */
import type { Wave } from './wave.ts';

export type ToldOfComments = Partial<Pick<Wave, 'state' | 'commentsJoin'>>;

/** A draft says what its launch will freeze. */
export function joinsComments({ state, commentsJoin }: ToldOfComments): boolean {
  return state === 'draft' || commentsJoin === true;
}
