/**
 * What a bound gives away with exact numbers around it. The total less the shown groups inside leaves the bounded people and the hidden ones:
 * their sum and sum of squares are whole numbers, and the bound says where most of the bounded people stand.
 */
import type { AuditedMeasure } from './measures.ts';
import type { ShownBound, ShownRow, ShownRows } from './shownRows.ts';
import type { KnownPeople } from './smallestGroups.ts';
import { squaresFrom, squaresOf } from './wholeNumbers.ts';

export interface NarrowPart {
  measure: string;
  /** Units whose hidden people these are. */
  units: string[];
  people: number;
  low: number;
  high: number;
  name: string;
}

/** At least so many of the bounded people score `from` or more (of 0..100); mirrored where the bound is from above. */
interface Saying {
  least: number;
  from: number;
  isMirrored: boolean;
}

/** What the published rules make of a bound: all but one on the side where it follows the size, or all but two or a tenth. */
export function sayingOf({ n, bound }: Pick<ShownBound, 'n' | 'bound'>): Saying | null {
  const isMirrored = 'below' in bound;
  const value = 'above' in bound ? bound.above : 100 - bound.below;
  if (value === 60)
    return { least: Math.max(Math.ceil(0.8 * n), Math.min(n - 2, Math.ceil(0.9 * n))), from: 75, isMirrored };
  const all = Math.floor(((n - 1) * 75) / n + 1e-9);
  return value === all ? { least: n - 1, from: 75, isMirrored } : null;
}

interface Rest {
  n: number;
  sum: number;
  squares: number;
  groups: number[];
  /** Lowest and highest score of anybody. */
  span: [low: number, high: number];
}

const isWithin = (part: readonly number[], whole: ReadonlySet<number>) =>
  part.every((each) => whole.has(each));

/** Sum and sum of squares of an exact row. */
const sumsOf = ({ n, mean, sd }: ShownRow) => ({
  sum: n * mean,
  squares: (n - 1) * sd! ** 2 + n * mean ** 2,
});

/** What is left of a total when shown groups that hold nobody bounded are taken out, the largest first. */
function restOf(total: ShownRow, exact: readonly ShownRow[], bounded: ReadonlySet<number>): Rest {
  const left = new Set(total.groups);
  let { sum, squares } = sumsOf(total);
  let { n } = total;
  for (const row of [...exact].sort((a, b) => b.n - a.n)) {
    const isOut = row.groups.length === 0 || row === total || row.n === total.n;
    if (isOut || !isWithin(row.groups, left) || row.groups.some((group) => bounded.has(group))) continue;
    for (const group of row.groups) left.delete(group);
    const own = sumsOf(row);
    n -= row.n;
    sum -= own.sum;
    squares -= own.squares;
  }
  return { n, sum, squares, groups: [...left], span: total.span };
}

/** Every sum of the hidden people, with the largest sum of squares, that agrees with all that is known; in steps from the lowest score. */
function feasibleSums({ n, sum, squares, span }: Rest, bounded: number, saying: Saying, unit: number) {
  const [low, high] = saying.isMirrored ? [100 - span[1], 100 - span[0]] : span;
  // From here on a score is so many steps above the lowest one.
  const total = (saying.isMirrored ? 100 * n - sum : sum) - n * low;
  const mirrored = saying.isMirrored ? 10_000 * n - 200 * sum + squares : squares;
  const all = Math.round(total / unit);
  const allSquares = Math.round((mirrored - 2 * low * total - n * low ** 2) / unit ** 2);
  const top = Math.round((high - low) / unit);
  const from = Math.max(0, Math.ceil((saying.from - low) / unit - 1e-9));
  const hidden = n - bounded;
  const feasible: { sum: number; squares: number }[] = [];
  for (let own = 0; own <= hidden * top; own += 1) {
    const ofBounded = squaresFrom(bounded, all - own, top, { least: saying.least, from });
    const ofHidden = squaresOf(hidden, own, top);
    if (!ofBounded || !ofHidden) continue;
    const least = Math.max(ofHidden.low, allSquares - ofBounded.high);
    let most = Math.min(ofHidden.high, allSquares - ofBounded.low);
    // A whole number and its square are both even or both odd, and so are sums of them.
    if ((most - own) % 2 !== 0) most -= 1;
    if (least <= most) feasible.push({ sum: own, squares: most });
  }
  return { feasible, top, hidden, low };
}

/** Means that a part of the hidden people may have, over everything that the numbers allow. */
function rangeOfPart(
  part: number,
  { feasible, top, hidden, low }: ReturnType<typeof feasibleSums>,
  { isMirrored }: Saying,
  unit: number,
): { low: number; high: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { sum, squares } of feasible) {
    const mean = sum / hidden;
    const spread = Math.max(0, squares - hidden * mean ** 2);
    const away = Math.sqrt((spread * (hidden - part)) / (part * hidden));
    most = Math.max(most, Math.min(top, mean + away, sum / part));
    least = Math.min(least, Math.max(0, mean - away, (sum - (hidden - part) * top) / part));
  }
  const [from, to] = [low + least * unit, low + most * unit];
  return isMirrored ? { low: 100 - to, high: 100 - from } : { low: from, high: to };
}

const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-4;

/** The hidden people around one bound, as far as they lie within less than `points`. */
function aroundBound(
  bound: ShownBound,
  total: ShownRow,
  exact: readonly ShownRow[],
  known: KnownPeople,
  unit: number,
): NarrowPart[] {
  const saying = sayingOf(bound);
  if (!saying) return [];
  const bounded = new Set(bound.groups);
  const rest = restOf(total, exact, bounded);
  if (!isWhole(rest.sum / unit) || !isWhole(rest.squares / unit ** 2)) return [];
  const found = feasibleSums(rest, bound.n, saying, unit);
  const { hidden } = found;
  if (hidden <= 0 || found.feasible.length === 0) return [];
  const groups = rest.groups.filter((group) => !bounded.has(group));
  const units = [...new Set(groups.map((group) => known.groups[group]!.unit))];
  const peopleOf = (wanted: readonly string[]) =>
    groups
      .filter((group) => wanted.includes(known.groups[group]!.unit))
      .reduce((sum, group) => sum + known.groups[group]!.people.length, 0);
  return [units, ...units.map((each) => [each])].flatMap((wanted): NarrowPart[] => {
    const people = wanted === units ? hidden : peopleOf(wanted);
    if (people === 0 || people > hidden) return [];
    const range = rangeOfPart(people, found, saying, unit);
    const name = `${wanted.join('+')} beside ${bound.name} in ${total.name}`;
    return [{ measure: bound.measure, units: wanted, people, ...range, name }];
  });
}

/** The narrowest range of every hidden office, and of all hidden ones together, beside a bound. */
export function besideBounds(
  { rows, bounds }: ShownRows,
  known: KnownPeople,
  measures: readonly AuditedMeasure[],
): NarrowPart[] {
  const narrowest = new Map<string, NarrowPart>();
  for (const bound of bounds) {
    const { unit } = measures.find(({ id }) => id === bound.measure)!;
    const exact = rows.filter(
      ({ measure, source, sd }) => measure === bound.measure && source === 'total' && sd !== null,
    );
    for (const total of exact) {
      if (!isWithin(bound.groups, new Set(total.groups))) continue;
      for (const part of aroundBound(bound, total, exact, known, unit)) {
        const key = `${part.measure} ${part.units.join(' ')}`;
        const before = narrowest.get(key);
        if (!before || before.high - before.low > part.high - part.low) narrowest.set(key, part);
      }
    }
  }
  return [...narrowest.values()];
}
