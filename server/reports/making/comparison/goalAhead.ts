/** When a line reaches the ideal, at the earliest and at the latest that its widening interval leaves open. Nothing is foretold beyond the horizon. */

export interface GoalAhead {
  /**
   * `reached`: already, with the whole interval. `open`: perhaps already. `steady`: no rise is confirmed. `falling`: away from it. `ahead`: the line
   * or at least its interval gets there, or nothing does within the horizon.
   */
  kind: 'reached' | 'open' | 'steady' | 'falling' | 'ahead';
  /** As far as one looks ahead. */
  horizon: number;
  /** After the last wave; null where it is not within the horizon. */
  earliest: number | null;
  expected: number | null;
  latest: number | null;
}

interface Aim {
  ideal: number;
  horizon: number;
  isRising: boolean;
  isFalling: boolean;
}

type Outlook = (after: number) => { mean: number; ci95: [number, number] };

export function goalAhead(at: Outlook, { ideal, horizon, isRising, isFalling }: Aim): GoalAhead {
  const now = at(0);
  const nowhere = { horizon, earliest: null, expected: null, latest: null };
  if (now.ci95[0] >= ideal) return { kind: 'reached', ...nowhere };
  if (isFalling) return { kind: 'falling', ...nowhere };
  if (now.ci95[1] >= ideal) return { kind: 'open', ...nowhere };
  if (!isRising) return { kind: 'steady', ...nowhere };
  const when = (of: (after: number) => number) => firstAbove(of, ideal, horizon);
  return {
    kind: 'ahead',
    horizon,
    earliest: when((after) => at(after).ci95[1]),
    expected: when((after) => at(after).mean),
    latest: when((after) => at(after).ci95[0]),
  };
}

const cells = 200;

/** The first time within the horizon at which a curve that begins below the ideal is not below it. */
function firstAbove(of: (after: number) => number, ideal: number, horizon: number): number | null {
  const cell = Array.from({ length: cells }, (_, i) => i + 1).find((i) => of((i * horizon) / cells) >= ideal);
  if (cell === undefined) return null;
  let [low, high] = [((cell - 1) * horizon) / cells, (cell * horizon) / cells];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (of(middle) >= ideal) high = middle;
    else low = middle;
  }
  return high;
}
