/**
 * Masks demographics until every published row shares its office and demographics with at least k − 1 others: one value where that
 * suffices, then two, then three, then all (the four passes of the US federal employee survey). A masked value looks like one not
 * given, so nobody can tell which rows were rare.
 */
export type QuasiRow = Readonly<Record<string, string | null>>;

export interface Anonymised<Row> {
  rows: Row[];
  /** Rows in which one, two, three or all values were masked. */
  masked: { one: number; two: number; three: number; all: number };
  /** Rows of the smallest class. */
  smallestClass: number;
}

/** The file cannot be made without a row that stands out. */
export class CannotAnonymise extends Error {
  override name = 'CannotAnonymise';
}

interface Class {
  office: string;
  values: (string | null)[];
  rows: number[];
}

type Classes = Map<string, Class>;

function keyOf(office: string, values: readonly (string | null)[]): string {
  return JSON.stringify([office, ...values]);
}

/** All ways to pick `count` of the positions. */
function picks(positions: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return positions.flatMap((position, i) =>
    picks(positions.slice(i + 1), count - 1).map((rest) => [position, ...rest]),
  );
}

function mask(values: readonly (string | null)[], positions: readonly number[]): (string | null)[] {
  return values.map((value, i) => (positions.includes(i) ? null : value));
}

function move(classes: Classes, from: Class, values: (string | null)[]) {
  classes.delete(keyOf(from.office, from.values));
  const key = keyOf(from.office, values);
  const target = classes.get(key) ?? { office: from.office, values, rows: [] };
  target.rows.push(...from.rows);
  classes.set(key, target);
}

interface Gathering {
  key: string;
  values: (string | null)[];
  from: Class[];
}

/** Where the small classes would meet if `count` of their values were masked. */
function gatherings(classes: Classes, small: readonly Class[], count: number): Gathering[] {
  const found = new Map<string, Gathering>();
  for (const from of small) {
    const given = from.values.flatMap((value, i) => (value === null ? [] : [i]));
    for (const positions of picks(given, count)) {
      const values = mask(from.values, positions);
      const key = keyOf(from.office, values);
      const gathering = found.get(key) ?? { key, values, from: [] };
      gathering.from.push(from);
      found.set(key, gathering);
    }
  }
  const rows = new Map([...found.values()].map((each) => [each, rowsAt(classes, each)]));
  return [...found.values()].sort((a, b) => rows.get(b)! - rows.get(a)!);
}

function rowsAt(classes: Classes, { key, from }: Gathering): number {
  return from.reduce((rows, each) => rows + each.rows.length, classes.get(key)?.rows.length ?? 0);
}

/** One pass: small classes that together reach k when `count` of their values are masked go there, the largest gathering first. */
function maskPass(classes: Classes, k: number, count: number): number {
  let moved = 0;
  for (;;) {
    const before = moved;
    const small = new Set([...classes.values()].filter(({ rows }) => rows.length < k));
    for (const gathering of gatherings(classes, [...small], count)) {
      if (!gathering.from.every((each) => small.has(each)) || rowsAt(classes, gathering) < k) continue;
      for (const from of gathering.from) {
        small.delete(from);
        moved += from.rows.length;
        move(classes, from, gathering.values);
      }
    }
    if (moved === before) return moved;
  }
}

/** The last pass: all values; where even that is too few rows, the office's smallest other classes are masked with them. */
function maskAll(classes: Classes, k: number): number {
  let moved = 0;
  for (const office of new Set([...classes.values()].map((each) => each.office))) {
    const here = () => [...classes.values()].filter((each) => each.office === office);
    for (;;) {
      const open = here().filter(({ values }) => values.some((value) => value !== null));
      const small = here().filter(({ rows }) => rows.length < k);
      if (small.length === 0) break;
      const next = open.sort((a, b) => a.rows.length - b.rows.length)[0];
      if (!next) throw new CannotAnonymise(`${office} has fewer than ${k} rows`);
      moved += next.rows.length;
      move(
        classes,
        next,
        next.values.map(() => null),
      );
    }
  }
  return moved;
}

/**
 * @param rows with the office code and each quasi-identifier (null: not given); other fields are passed on untouched
 * @param k at least 2; the product uses minimumDetail
 * @throws CannotAnonymise when an office has fewer than k rows in all (merge offices first, see `mergeOffices`)
 */
export function kAnonymise<Row extends QuasiRow>(
  rows: readonly Row[],
  { k, office, quasiIdentifiers }: { k: number; office: string; quasiIdentifiers: readonly string[] },
): Anonymised<Row> {
  if (!(k >= 2)) throw new RangeError('k must be at least 2');
  const classes: Classes = new Map();
  rows.forEach((row, index) => {
    const values = quasiIdentifiers.map((field) => row[field] ?? null);
    const code = row[office];
    if (!code) throw new RangeError(`Row ${index + 1} names no office`);
    const key = keyOf(code, values);
    const found = classes.get(key) ?? { office: code, values, rows: [] };
    found.rows.push(index);
    classes.set(key, found);
  });
  const masked = {
    one: maskPass(classes, k, 1),
    two: maskPass(classes, k, 2),
    three: maskPass(classes, k, 3),
    all: maskAll(classes, k),
  };
  const result: Row[] = [...rows];
  for (const { values, rows: members } of classes.values()) {
    const given = Object.fromEntries(quasiIdentifiers.map((field, i) => [field, values[i]!]));
    for (const index of members) result[index] = { ...rows[index]!, ...given };
  }
  const smallestClass = [...classes.values()].reduce(
    (least, each) => Math.min(least, each.rows.length),
    rows.length,
  );
  return { rows: result, masked, smallestClass };
}
