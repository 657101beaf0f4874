/** Attacks by subtraction and linear programming on random provinces: one reader, two who pool, two waves, parts of breakdowns. */
import fc from 'fast-check';
import { officeTree } from '../../server/offices/officeTree.ts';
import type { Report } from '../../server/reports/published/reportObject.ts';
import { anyWaves, shape, type Waves } from './anyWaves.ts';
import { type AttackRow, percent } from './attackRow.ts';
import { type Bounded, boundHidden } from './linear.ts';

/** A guess within this many points counts. */
const near = 5;
const width = ({ low, high }: Bounded) => high - low;

interface Tried {
  /** All roles together, both waves with their differences. */
  all: Bounded[];
  /** The manager of one governorate. */
  one: Bounded[];
  /** The same with the manager of the district office below. */
  two: Bounded[];
  /** Everything of each wave but nothing across waves. */
  apart: Bounded[];
  truth: (hidden: Bounded) => number;
  /** The mean of everyone of the wave, which every reader knows. */
  guess: (hidden: Bounded) => number;
}

async function attack(waves: Waves): Promise<Tried> {
  const tree = officeTree(waves.after.wave.offices);
  const [root] = tree.roots;
  const governorate = tree.children(root!.code)[0]!.code;
  const within = new Set(tree.subtree(governorate).map(({ code }) => code));
  const isOwnSubtree = ({ office }: Report) => within.has(office);
  const district = tree.children(root!.code).at(-1)!.code;
  return {
    all: await boundHidden(waves),
    one: await boundHidden(waves, { mayRead: isOwnSubtree }),
    two: await boundHidden(waves, {
      mayRead: (report) => isOwnSubtree(report) || report.office === district,
    }),
    apart: await boundHidden(waves, { isApart: true }),
    truth: (hidden) => meanOf(waves, hidden, hidden.units),
    guess: (hidden) => meanOf(waves, hidden, Object.keys(waves.truth.after), true),
  };
}

const items = Object.values(shape).flat();

/** The true mean of what is hidden, over some units; of everyone whatever their background when `isWhole`. */
function meanOf(
  { truth }: Waves,
  { wave, measure, is }: Bounded,
  units: readonly string[],
  isWhole = false,
): number {
  const sheets = units
    .flatMap((unit) => truth[wave][unit]!)
    .filter((one) => isWhole || !is || is(one.background));
  const scores = sheets.map(({ answers }) => scoreOf(answers.map(Number), measure));
  return scores.reduce((a, b) => a + b, 0) / scores.length;
}

function scoreOf(answers: readonly number[], measure: string): number {
  const item = items.indexOf(measure);
  if (item >= 0) return 25 * (answers[item]! - 1);
  const parts = measure === 'index' ? Object.keys(shape) : shape[measure as keyof typeof shape];
  const scores = parts.map((part) => scoreOf(answers, part));
  return scores.reduce((a, b) => a + b, 0) / scores.length;
}

export async function linearRows(provinces: number): Promise<AttackRow[]> {
  const tried: Tried[] = [];
  for (const waves of fc.sample(anyWaves, { numRuns: provinces, seed: 1405 }))
    tried.push(await attack(waves));
  const row = (attackName: string, part: 'all' | 'one' | 'two', kind: Bounded['kind']): AttackRow => {
    const found = tried.flatMap(({ truth, guess, ...by }) =>
      by[part]
        .filter((each) => each.kind === kind)
        .map((each) => ({ each, truth: truth(each), guess: guess(each) })),
    );
    const narrowest = Math.min(...found.map(({ each }) => width(each)));
    const solved = found.filter(({ each }) => width(each) < 1).length;
    const hits = (of: (one: (typeof found)[number]) => number) =>
      percent(found.filter((one) => Math.abs(of(one) - one.truth) <= near).length / found.length);
    return {
      attack: attackName,
      tried: `a hidden mean guessed within ${near} points; ${found.length} hidden means`,
      best: `${hits(({ each }) => (each.low + each.high) / 2)}; ${solved} solved, narrowest bounds ${narrowest.toFixed(1)} points`,
      chance: `${hits((one) => one.guess)} by the mean of everyone`,
    };
  };
  const narrowed = tried.flatMap(({ all, apart }) =>
    all.filter((each, at) => width(each) < width(apart[at]!) - 0.01),
  );
  return [
    row('subtraction over tree, own and subtree, differences, items, all roles', 'all', 'score'),
    row('breakdowns by background questions against one another and the totals', 'all', 'breakdown'),
    row('one reader: the manager of a governorate', 'one', 'score'),
    row('two readers: with the manager of another office', 'two', 'score'),
    {
      attack: 'two waves: differences from the wave before, as linear equations',
      tried: 'bounds that become narrower than by each wave alone',
      best: `${narrowed.length} of ${tried.flatMap(({ all }) => all).length}`,
      chance: '0',
    },
  ];
}
