/**
 * The attacker's linear programme in general (HiGHS): the smallest and largest value of a sum over hidden persons, given everything shown.
 * Neither nested groups (a closed form, see hideUntilSafe) nor cross tables (a network, see cellRanges) need it; the attack tests do.
 */
import highs from 'highs';

export interface LinearSystem {
  /** Smallest and largest value of each unknown. */
  limits: readonly (readonly [number, number])[];
  /** What is known: the sum of coefficient × unknown lies in low..high. Coefficients as [unknown, coefficient]. */
  known: readonly { terms: readonly (readonly [number, number])[]; low: number; high: number }[];
}

/** The package's types describe its CommonJS build; what an import gives is the loader itself. */
const loadHighs = highs as unknown as typeof highs.default;

type Solver = Awaited<ReturnType<typeof loadHighs>>;
let loading: Promise<Solver> | null = null;

function expression(terms: readonly (readonly [number, number])[]): string {
  return terms
    .map(([unknown, factor]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} x${unknown}`)
    .join('\n ');
}

function constraints({ limits, known }: LinearSystem): string {
  const rows = known.flatMap(({ terms, low, high }, index) =>
    low === high
      ? [`e${index}: ${expression(terms)} = ${low}`]
      : [`l${index}: ${expression(terms)} >= ${low}`, `h${index}: ${expression(terms)} <= ${high}`],
  );
  const bounds = limits.map(([low, high], unknown) => `${low} <= x${unknown} <= ${high}`);
  return ['Subject To', ...rows, 'Bounds', ...bounds, 'End'].join('\n');
}

function solve(solver: Solver, sense: 'Minimize' | 'Maximize', target: string, rest: string): number {
  const solution = solver.solve(`${sense}\nobj: ${target}\n${rest}`);
  if (solution.Status !== 'Optimal') throw new Error(`The bounds could not be computed: ${solution.Status}`);
  return solution.ObjectiveValue;
}

/**
 * @param targets sums to bound, as lists of unknowns
 * @returns [smallest, largest] of each target
 * @throws Error when the known values contradict one another
 */
export async function linearBounds(
  system: LinearSystem,
  targets: readonly (readonly number[])[],
): Promise<[number, number][]> {
  loading ??= loadHighs();
  const solver = await loading;
  const rest = constraints(system);
  return targets.map((target) => {
    const sum = expression(target.map((unknown) => [unknown, 1] as const));
    return [solve(solver, 'Minimize', sum, rest), solve(solver, 'Maximize', sum, rest)];
  });
}
