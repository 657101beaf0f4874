/**
 * Masks demographics until every published row shares its office and demographics with at least k − 1 others: one value where that
 * suffices, then two, then three, then all (the four passes of the US federal employee survey). A masked value looks like one not
 * given, so nobody can tell which rows were rare.
 */
import { CannotAnonymise } from './cannotAnonymise.ts';
import { maskProfiles } from './maskProfiles.ts';

export type QuasiRow = Readonly<Record<string, string | null>>;

export interface Anonymised<Row> {
  rows: Row[];
  /** Rows in which one, two, three or all values were masked. */
  masked: { one: number; two: number; three: number; all: number };
  /** Rows of the smallest class. */
  smallestClass: number;
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
  const byOffice = new Map<string, number[]>();
  for (const [index, row] of rows.entries()) {
    const code = row[office];
    if (!code) throw new RangeError(`Row ${index + 1} names no office`);
    byOffice.set(code, byOffice.get(code) ?? []);
    byOffice.get(code)!.push(index);
  }
  const result: Row[] = [...rows];
  const masked = { one: 0, two: 0, three: 0, all: 0 };
  let smallestClass = rows.length;
  for (const [code, members] of byOffice) {
    if (members.length < k) throw new CannotAnonymise(`${code} has fewer than ${k} rows`);
    const profiles = members.map((index) => ({
      values: quasiIdentifiers.map((field) => rows[index]![field] ?? null),
      n: 1,
    }));
    const found = maskProfiles(profiles, k);
    for (const [at, index] of members.entries()) {
      const given = Object.fromEntries(quasiIdentifiers.map((field, i) => [field, found.values[at]![i]!]));
      result[index] = { ...rows[index]!, ...given };
    }
    for (const pass of ['one', 'two', 'three', 'all'] as const) masked[pass] += found.masked[pass];
    smallestClass = Math.min(smallestClass, found.smallestClass);
  }
  return { rows: result, masked, smallestClass };
}
