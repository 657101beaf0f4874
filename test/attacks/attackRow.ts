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
