/** Reading of the reference file as a typed tree, and the conversions that its shapes need. */
import { readFileSync } from 'node:fs';

export type Tree = null | number | string | boolean | undefined | Tree[] | { [key: string]: Tree };
export type Branch = { [key: string]: Tree };

const fixture = (name: string) => new URL(`../fixtures/${name}`, import.meta.url);

export const reference = JSON.parse(readFileSync(fixture('reference.json'), 'utf8')) as Branch;

export function branch(tree: Tree, ...path: string[]): Branch {
  return path.reduce((at, key) => at[key] as Branch, tree as Branch);
}

export function list(tree: Tree): Branch[] {
  return tree as Branch[];
}

/** Rows of a CSV fixture by column name; an empty field is null, never 0. */
export function csvRows(name: string): Record<string, string | null>[] {
  const [header, ...lines] = readFileSync(fixture(name), 'utf8').trim().split(/\r?\n/);
  const columns = header!.split(',');
  return lines.map((line) => {
    const fields = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, fields[i] || null]));
  });
}

export const number = (field: string | null | undefined): number | null => (field ? Number(field) : null);

/** { key: make(key) } for every key. */
export function byKey(keys: readonly string[], make: (key: string, index: number) => Tree): Branch {
  return Object.fromEntries(keys.map((key, i) => [key, make(key, i)]));
}

export const hundredfold = (share: number | null): number | null => (share === null ? null : 100 * share);
