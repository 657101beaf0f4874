/**
 * Participation of a running wave as managers may see it: in steps of at least `minimum` persons, with a last step wide enough that
 * neither "one missing" nor "all answered" can be read. A total is the sum of the steps of its units and nothing else, so subtracting
 * units from totals yields no more than the steps; a step up reveals only that the step's edge was crossed by somebody among at least `minimum` persons.
 * The edges are fixed by the launch: if they moved with the number of invitations, the steps on two grids would overlap in one number.
 * Where the last step was reached while fewer were invited it stays the last one: 25 to 30 of 30, then 30 to 34 of 100, would be exactly 30.
 */
export interface UnitParticipation {
  code: string;
  invited: number;
  /** People at launch, who fix the grid; without them the invitations do. */
  people?: number;
  /** Where the last step begins since it was reached, if it was (`reachedEnd`). */
  end?: number;
  /** Rights used, or answers received: two numbers with two names, each stepped on its own. */
  used: number;
}

/** Between `atLeast` and `atMost` persons of `invited`; `share` is the middle of that as 0..1. */
export interface SteppedParticipation {
  invited: number;
  atLeast: number;
  atMost: number;
  share: number;
}

/** As many of a count as may be told where people come one by one: whole steps of the minimum. */
export function inWholeSteps(count: number, minimum: number): number {
  return Math.floor(count / minimum) * minimum;
}

/** Persons in one step: 5 % of the unit, but at least the minimum. */
function stepSize(people: number, minimum: number): number {
  return Math.max(minimum, Math.ceil(people / 20));
}

function withShare(invited: number, atLeast: number, atMost: number): SteppedParticipation {
  return { invited, atLeast, atMost, share: invited === 0 ? 0 : (atLeast + atMost) / 2 / invited };
}

/** Where the last step of a unit begins. More invitations than people at launch only widen it. */
function lastStartOf({ invited, people, end }: UnitParticipation, minimum: number): number {
  const base = people || invited;
  const size = stepSize(base, minimum);
  const start = Math.max(0, Math.floor(Math.min(invited, base) / size) - 1) * size;
  return Math.min(start, end ?? start);
}

/**
 * To be kept with figures that are shown, and given with all later ones. Nothing as long as the last step was not reached: that rests on what
 * was shown alone, so that keeping it says no more.
 */
export function reachedEnd(unit: UnitParticipation, minimum: number): Pick<UnitParticipation, 'end'> {
  const start = lastStartOf(unit, minimum);
  if (unit.invited > 0 && unit.used >= start) return { end: start };
  return unit.end === undefined ? {} : { end: unit.end };
}

/**
 * The step a unit is in. A unit of fewer than two steps is always between none and all.
 * @throws RangeError unless 0 ≤ used ≤ invited in whole numbers
 */
export function steppedUnit(unit: UnitParticipation, minimum: number): SteppedParticipation {
  const { code, invited, used, people } = unit;
  if (!Number.isInteger(invited) || !Number.isInteger(used) || used < 0 || used > invited) {
    throw new RangeError(`Unit ${code}: ${used} of ${invited} is not a participation`);
  }
  const size = stepSize(people || invited, minimum);
  const lastStart = lastStartOf(unit, minimum);
  const atLeast = Math.min(inWholeSteps(used, size), lastStart);
  return withShare(invited, atLeast, atLeast === lastStart ? invited : atLeast + size - 1);
}

/**
 * @param units counts as they stood at the last daily update
 * @param groups totals to give, as lists of unit codes (a governorate with its districts, the province)
 * @returns by code of unit and by id of group
 * @throws RangeError for an unknown unit or an impossible count
 */
export function steppedParticipation(
  units: readonly UnitParticipation[],
  groups: readonly { id: string; units: readonly string[] }[],
  minimum: number,
): { units: Map<string, SteppedParticipation>; groups: Map<string, SteppedParticipation> } {
  const byCode = new Map(units.map((unit) => [unit.code, steppedUnit(unit, minimum)]));
  const totals = groups.map(({ id, units: codes }) => {
    const parts = codes.map((code) => {
      const part = byCode.get(code);
      if (!part) throw new RangeError(`Group ${id} names an unknown unit ${code}`);
      return part;
    });
    const total = (key: 'invited' | 'atLeast' | 'atMost') => parts.reduce((sum, part) => sum + part[key], 0);
    return [id, withShare(total('invited'), total('atLeast'), total('atMost'))] as const;
  });
  return { units: byCode, groups: new Map(totals) };
}

/**
 * The total of all units more exactly than their steps add up to, in steps of `minimum`: only while that leaves every unit anywhere in its
 * own step (with one unit, or hardly anyone left to answer, it would not), otherwise what the steps add up to.
 */
export function steppedTotal(
  units: readonly UnitParticipation[],
  minimum: number,
): { atLeast: number; atMost: number } {
  const steps = units.map((unit) => steppedUnit(unit, minimum));
  const sum = (of: (step: SteppedParticipation) => number) => steps.reduce((all, step) => all + of(step), 0);
  const [low, high] = [sum(({ atLeast }) => atLeast), sum(({ atMost }) => atMost)];
  const used = units.reduce((all, unit) => all + unit.used, 0);
  const atLeast = inWholeSteps(used, minimum);
  const atMost = atLeast + minimum - 1;
  const widest = Math.max(0, ...steps.map((step) => step.atMost - step.atLeast));
  const isFree = atMost - low >= widest && high - atLeast >= widest && atLeast >= low && atMost <= high;
  return isFree ? { atLeast, atMost } : { atLeast: low, atMost: high };
}
