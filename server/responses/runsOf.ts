/** Groups increasing numbers of statements into runs: 3 4 5 9 are [3, 5] and [9, 9]. The browser uses this file too. */
export function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs[runs.length - 1];
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
