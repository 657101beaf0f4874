/** One line of the table of attacks: how often it succeeds at its best, against guessing without the product's help. */
export interface AttackRow {
  attack: string;
  /** What success is, and how often it was tried. */
  tried: string;
  best: string;
  chance: string;
}

export const percent = (share: number) => `${(100 * share).toFixed(share > 0 && share < 0.095 ? 1 : 0)} %`;
export const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** A row of repeated pairings: by way, the share of right ones in each repetition, of so many possible ones. */
export function pairingRow(
  attack: string,
  { of, repeated, rounds }: { of: number; repeated: string; rounds: readonly (readonly number[])[] },
): AttackRow {
  const ways = rounds[0]!.map((_, way) => mean(rounds.map((one) => one[way]!)));
  return {
    attack,
    tried: `the right one of ${of}; ${rounds.length} ${repeated}, ${ways.length} ways of ordering both sides`,
    best: `${percent(Math.max(...ways))} by the luckiest way, ${percent(mean(ways))} on average`,
    chance: `${percent(1 / of)}; by luck as much as ${percent((1 + 3 / Math.sqrt(rounds.length)) / of)}`,
  };
}
