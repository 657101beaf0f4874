/** How far the two coders agree, dimension by dimension, where they differ, and how far the word list agrees with what they settled on. */
import { cohensKappa, type Kappa } from '../../statistics/cohensKappa.ts';
import { type CodingMark, settledBy } from './coding.ts';

/** What somebody noted of each comment, by its id. */
export type Marks = ReadonlyMap<string, ReadonlySet<string>>;

export function marksOf(marks: readonly CodingMark[], coder: string): Marks {
  return new Map(
    marks.filter((one) => one.coder === coder).map((one) => [one.comment, new Set(one.dimensions)] as const),
  );
}

/** κ of one dimension over the comments that both have noted. */
export function kappaOf(
  dimension: string,
  comments: readonly string[],
  first: Marks,
  second: Marks,
): Kappa | null {
  const table = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (const id of comments) {
    const [a, b] = [first.get(id)?.has(dimension), second.get(id)?.has(dimension)];
    if (a === undefined || b === undefined) continue;
    table[a ? (b ? 'both' : 'onlyFirst') : b ? 'onlySecond' : 'neither'] += 1;
  }
  return cohensKappa(table);
}

/** From the interval, not from κ alone: `good` where even its lower end is, `poor` where even its upper end is not, otherwise nobody can tell. */
export function verdictOf(kappa: Kappa | null): 'none' | 'good' | 'poor' | 'unclear' {
  if (!kappa?.ci95) return 'none';
  if (kappa.ci95[0] >= enough) return 'good';
  return kappa.ci95[1] < enough ? 'poor' : 'unclear';
}

/** Lower bound of «substantial» in the words of Landis and Koch (1977); a convention, no law. */
export const enough = 0.6;

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a.size === b.size && [...a].every((one) => b.has(one));

/** Ids of comments of which the two noted different dimensions. */
export function differing(comments: readonly string[], first: Marks, second: Marks): string[] {
  return comments.filter((id) => {
    const [a, b] = [first.get(id), second.get(id)];
    return a !== undefined && b !== undefined && !isSame(a, b);
  });
}

/** What holds in the end: what both noted, or what they settled on; a comment on which they still differ is not there. */
export function settledMarks(
  comments: readonly string[],
  marks: readonly CodingMark[],
  [one, other]: readonly [string, string],
): Marks {
  const [first, second, settled] = [marksOf(marks, one), marksOf(marks, other), marksOf(marks, settledBy)];
  return new Map(
    comments.flatMap((id) => {
      const [a, b] = [first.get(id), second.get(id)];
      if (!a || !b) return [];
      const held = isSame(a, b) ? a : settled.get(id);
      return held ? [[id, held] as const] : [];
    }),
  );
}
