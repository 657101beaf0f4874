/**
 * Whether an item may be called good: more than half of people like these would answer it favourably. The lower end of Wilson's 95 % interval
 * (1927) lies above one half where (p − ½)² > z²/4n, as p = ½ has the variance ¼n.
 */
import { z975 } from '../statistics/tails.ts';

const half = 0.5;

/** @param share of favourable answers, 0..1 @param n valid answers */
export const isMostlyFavourable = ({ share, n }: { share: number; n: number }): boolean =>
  share > half && (share - half) ** 2 > z975 ** 2 / (4 * n);
