/** What of a foreign form could not be taken, line by line: nothing is left out in silence. */
export interface PassedOver {
  sheet: string;
  row: number;
  /** Key of a sentence under `workshop:xlsform.reason`. */
  reason: string;
  found: string;
  /** Of how many lines this is the first. */
  count?: number;
}

const together = ['noPersian', 'assessment'];

/**
 * In the order of the file, each once. What may be said of thousands of rows is one line of each sheet: texts without Persian, which are
 * taken and stand in the translation bench one by one, and what answers count.
 */
export function listed(passedOver: readonly PassedOver[]): PassedOver[] {
  const seen = new Set<string>();
  const firsts = new Map<string, PassedOver>();
  const lines: PassedOver[] = [];
  for (const one of [...passedOver].sort((a, b) => a.row - b.row)) {
    const written = JSON.stringify(one);
    if (seen.has(written)) continue;
    seen.add(written);
    const key = together.includes(one.reason) ? `${one.sheet} ${one.reason}` : '';
    const first = firsts.get(key);
    if (first) {
      first.count = (first.count ?? 1) + 1;
      continue;
    }
    const line = { ...one };
    if (key) firsts.set(key, line);
    lines.push(line);
  }
  return lines;
}
