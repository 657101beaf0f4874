/**
 * Complementary suppression on a forest of groups, solved exactly: chooses the groups to show so that as little as possible is lost and
 * nothing below the threshold can be computed. From nested shown groups a reader can compute unions of residuals (a residual is a shown
 * group minus the shown groups directly inside it), so each residual must hold nobody at all or at least `required` persons.
 */
import type { Forest } from './laminarForest.ts';

/** Persons in each atom who count towards a threshold; `isVoid` marks atoms that everyone knows to be empty, so that they hide nobody. */
export interface Resource {
  amount: readonly number[];
  isVoid: readonly boolean[];
}

interface PartialChoice {
  value: number;
  before: PartialChoice | null;
  merged: PartialChoice | null;
  shows: number | null;
}
/** The best choice for each number of unshown persons that is carried up to the enclosing shown group. */
type Table = Map<number, PartialChoice>;

const nothing: PartialChoice = { value: 0, before: null, merged: null, shows: null };

/** Packs the carried amounts of all resources in one number; 0 stands for "nobody at all", m + 1 for m persons (capped). */
function carrier(resources: readonly Resource[], required: number) {
  const base = required + 2;
  const digit = (amount: number) => Math.min(required, amount) + 1;
  const digits = (state: number) => resources.map((_, r) => Math.floor(state / base ** r) % base);
  const pack = (values: number[]) => values.reduce((state, value, r) => state + value * base ** r, 0);
  return {
    ofAtom: (atom: number) => pack(resources.map((r) => (r.isVoid[atom] ? 0 : digit(r.amount[atom]!)))),
    add(a: number, b: number) {
      if (a === 0 || b === 0) return a + b;
      const other = digits(b);
      return pack(
        digits(a).map((x, r) => (x === 0 ? other[r]! : other[r] === 0 ? x : digit(x + other[r]! - 2))),
      );
    },
    isSafe: (state: number) => digits(state).every((value) => value === 0 || value > required),
  };
}

function setIfBetter(table: Table, state: number, choice: PartialChoice) {
  const known = table.get(state);
  if (!known || choice.value > known.value) table.set(state, choice);
}

function merge(a: Table, b: Table, add: (x: number, y: number) => number): Table {
  const result: Table = new Map();
  for (const [stateA, choiceA] of a) {
    for (const [stateB, choiceB] of b) {
      const value = choiceA.value + choiceB.value;
      setIfBetter(result, add(stateA, stateB), { value, before: choiceA, merged: choiceB, shows: null });
    }
  }
  return result;
}

function markShown(choice: PartialChoice, shown: boolean[]) {
  const open: (PartialChoice | null)[] = [choice];
  while (open.length > 0) {
    const next = open.pop();
    if (!next) continue;
    if (next.shows !== null) shown[next.shows] = true;
    open.push(next.before, next.merged);
  }
}

export interface ShownChoice {
  /** Nodes that may be shown at all (they reach the threshold themselves). */
  allowed: readonly boolean[];
  /** What a reader loses with each node. */
  weights: readonly number[];
  resources: readonly Resource[];
  /** Persons of every resource that each residual must hold. */
  required: number;
}

/**
 * @returns for each node whether it is shown; the sum of the weights of the shown nodes is the largest possible.
 *          Time grows with nodes × required^(2 × resources).
 */
export function chooseShown(
  forest: Forest,
  { allowed, weights, resources, required }: ShownChoice,
): boolean[] {
  const carry = carrier(resources, required);
  const tables: Table[] = [];
  const shown: boolean[] = forest.nodes.map(() => false);
  for (let index = forest.nodes.length - 1; index >= 0; index--) {
    const node = forest.nodes[index]!;
    const atoms = node.children.length > 0 ? node.direct : node.atoms;
    const start = atoms.reduce((state, atom) => carry.add(state, carry.ofAtom(atom)), 0);
    let table: Table = new Map([[start, nothing]]);
    for (const child of node.children) table = merge(table, tables[child]!, carry.add);
    if (allowed[index]) {
      for (const [state, choice] of [...table]) {
        if (!carry.isSafe(state)) continue;
        const value = choice.value + weights[index]!;
        setIfBetter(table, 0, { value, before: choice, merged: null, shows: index });
      }
    }
    tables[index] = table;
    if (node.parent !== null) continue;
    const best = [...table.values()].reduce((a, b) => (b.value > a.value ? b : a));
    markShown(best, shown);
  }
  return shown;
}
