/**
 * The audit by bounds: answers lie on 0..100, so a shown total bounds the hidden parts. For nested groups the attacker's linear
 * programme has a closed form (each residual is one knapsack): a hidden group of h persons in a residual of R persons lies between
 * max(0, S − 100(R − h))/h and min(100, S/h). Where that range is too small, or the persons of a residual nearly all agree, more is hidden.
 */
import type { Forest } from './laminarForest.ts';

/** What the audit must know about a set of atoms. */
export interface Persons {
  n: number;
  /** Sum of their scores (0..100). */
  sum: number;
}

export interface Audit {
  of(atoms: readonly number[]): Persons;
  /** Whether a set hidden as a whole is one to protect (too few persons, or nearly all agree). */
  isSensitive(atoms: readonly number[]): boolean;
  /** Whether a set that can be derived from shown numbers reveals its members' answers although it is large enough. */
  isRevealing(atoms: readonly number[]): boolean;
  /** Width, in points, of the range left for the mean of `part` to an attacker who knows all scores of `residual` but not whose they are. */
  rangeOf(part: readonly number[], residual: readonly number[]): number;
  /** How many points of 0..100 the attacker's bounds must stay apart. */
  minRange: number;
}

/** Width of the attacker's interval for the mean of h persons in a residual of R persons with sum S, knowing R, h and S. */
export function rangeOfHidden(h: number, R: number, S: number): number {
  return Math.max(0, Math.min(100, S / h) + Math.min(100, (100 * R - S) / h) - 100);
}

/** The nodes hidden directly inside `top` and the atoms that only its residual holds. */
export function residualOf(forest: Forest, shown: readonly boolean[], top: number) {
  const hidden: (readonly number[])[] = [];
  const atoms: number[] = [];
  const around: number[] = [];
  const open = [top];
  while (open.length > 0) {
    const index = open.pop()!;
    const node = forest.nodes[index]!;
    if (index !== top) hidden.push(node.atoms);
    const own = node.children.length > 0 ? node.direct : node.atoms;
    if (node.children.length > 0 && own.length > 0) hidden.push(own);
    atoms.push(...own);
    for (const child of node.children) (shown[child] ? around : open).push(child);
  }
  return { hidden, atoms, around };
}

/** The suppression so far; `shown` is changed in place. */
interface Suppression {
  forest: Forest;
  shown: boolean[];
  weights: readonly number[];
  audit: Audit;
}

/** Whether what is left of `top` without the shown groups inside it gives nothing away. */
export function isSafe(
  { forest, shown, audit }: Pick<Suppression, 'forest' | 'shown' | 'audit'>,
  top: number,
): boolean {
  const { hidden, atoms } = residualOf(forest, shown, top);
  if (atoms.length === 0) return true;
  if (audit.of(atoms).n > 0 && audit.isRevealing(atoms)) return false;
  return hidden.every((part) => {
    const isExempt = audit.of(part).n === 0 || !audit.isSensitive(part);
    return isExempt || audit.rangeOf(part, atoms) >= audit.minRange;
  });
}

/** Hides the cheapest group next to the residual of `top` (preferring one that already suffices), or `top` itself when none is left. */
function hideOneMore(suppression: Suppression, top: number) {
  const { forest, shown, weights } = suppression;
  const candidates = residualOf(forest, shown, top).around;
  candidates.sort((a, b) => weights[a]! - weights[b]!);
  const suffices = candidates.find((index) => {
    shown[index] = false;
    const enough = isSafe(suppression, top);
    shown[index] = true;
    return enough;
  });
  shown[suffices ?? candidates[0] ?? top] = false;
}

export function shownAbove(forest: Forest, shown: readonly boolean[], index: number): number | null {
  let above = forest.nodes[index]!.parent;
  while (above !== null && !shown[above]) above = forest.nodes[above]!.parent;
  return above;
}

/** Shows groups again whose hiding turned out not to be needed, the most valuable first. */
function showAgain(suppression: Suppression, hidden: readonly number[]) {
  const { forest, shown, weights } = suppression;
  for (const index of [...hidden].sort((a, b) => weights[b]! - weights[a]!)) {
    shown[index] = true;
    const above = shownAbove(forest, shown, index);
    shown[index] = isSafe(suppression, index) && (above === null || isSafe(suppression, above));
  }
}

/**
 * Returns `chosen` with as many more groups hidden as the audit demands. Hiding more only enlarges residuals, so thresholds that held
 * before still hold; each node is hidden at most once.
 */
export function hideUntilSafe(
  forest: Forest,
  chosen: readonly boolean[],
  weights: readonly number[],
  audit: Audit,
): boolean[] {
  const shown = [...chosen];
  const suppression = { forest, shown, weights, audit };
  for (let top = forest.nodes.length - 1; top >= 0; top--) {
    while (shown[top] && !isSafe(suppression, top)) hideOneMore(suppression, top);
  }
  const hidden = chosen.flatMap((was, index) => (was && !shown[index] ? [index] : []));
  showAgain(suppression, hidden);
  return shown;
}
