// An order asked for, and whether an index gives it.

export type Sort = [path: string, direction: 1 | -1][];

/** 1 or -1 when scanning forwards or backwards gives the sort, null when neither does. */
export function scanDirection(key: [string, number][], sort: Sort, fixed: Set<string>): 1 | -1 | null {
  let at = 0;
  let scan = 0;
  for (const [path, direction] of sort) {
    if (fixed.has(path)) continue;
    while (at < key.length && key[at]![0] !== path && fixed.has(key[at]![0])) at++;
    if (at >= key.length || key[at]![0] !== path) return null;
    const wanted = direction * key[at]![1] > 0 ? 1 : -1;
    if (scan !== 0 && scan !== wanted) return null;
    scan = wanted;
    at++;
  }
  return scan === -1 ? -1 : 1;
}
