/** How often an attack is repeated: `few` in the usual run, `ATTACK_RUNS` times as often when that is set. The seeds are fixed. */
export function runs(few: number): number {
  const times = Number(process.env.ATTACK_RUNS ?? 1);
  if (!Number.isInteger(times) || times < 1)
    throw new Error(`ATTACK_RUNS: expected 1, 2, 3 …, found "${times}"`);
  return few * times;
}
