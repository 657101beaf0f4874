/**
 * The audit by bounds: answers lie on 0..100, so a shown total bounds the hidden parts. For nested groups the attacker's linear
 * programme has a closed form (each residual is one knapsack): a hidden group of h persons in a residual of R persons lies between
 * max(0, S − 100(R − h))/h and min(100, S/h). Where that leaves too little, or a residual is itself of one mind, more is hidden.
 */
import type { Forest } from './laminarForest.ts';

/** What the audit must know of a set of atoms. */
export interface Persons {
  n: number;
  /** Sum of their scores (0..100). */
  sum: number;
}

export interface Audit {
  of(atoms: readonly number[]): Persons;
  /** Whether a set hidden as a whole is one to protect (too few, or all of one mind). */
  isSensitive(atoms: readonly number[]): boolean;
  /** Whether a set that follows from shown numbers betrays its members although it is large enough. */
  isRevealing(atoms: readonly number[]): boolean;
  /** Points that the mean of `part` may lie apart, for an attacker who knows all scores of `residual` but not whose they are. */
  rangeOf(part: readonly number[], residual: readonly number[]): number;
  /** Points of 0..100 the attacker's bounds must stay apart. */
  minRange: number;
}

/** Width of the attacker's interval for the mean of h persons in a residual of R persons with sum S, knowing R, h and S. */
export function rangeOfHidden(h: number, R: number, S: number): number {
  return Math.max(0, Math.min(100, S / h) + Math.min(100, (100 * R - S) / h) - 100);
}

/** The nodes hidden directly inside `top` and the atoms that only its residual holds. */
function residualOf(forest: Forest, shown: readonly boolean[], top: number) {
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

function isSafe(forest: Forest, shown: readonly boolean[], top: number, audit: Audit): boolean {
  const { hidden, atoms } = residualOf(forest, shown, top);
  if (atoms.length === 0) return true;
  if (audit.of(atoms).n > 0 && audit.isRevealing(atoms)) return false;
  return hidden.every((part) => {
    const isExempt = audit.of(part).n === 0 || !audit.isSensitive(part);
    return isExempt || audit.rangeOf(part, atoms) >= audit.minRange;
  });
}

/** Hides the cheapest group next to the residual of `top` (one that already suffices, if any), or `top` itself when none is left. */
function hideOneMore(
  forest: Forest,
  shown: boolean[],
  top: number,
  weights: readonly number[],
  audit: Audit,
) {
  const candidates = residualOf(forest, shown, top).around;
  candidates.sort((a, b) => weights[a]! - weights[b]!);
  const suffices = candidates.find((index) => {
    shown[index] = false;
    const enough = isSafe(forest, shown, top, audit);
    shown[index] = true;
    return enough;
  });
  shown[suffices ?? candidates[0] ?? top] = false;
}

function shownAbove(forest: Forest, shown: readonly boolean[], index: number): number | null {
  let above = forest.nodes[index]!.parent;
  while (above !== null && !shown[above]) above = forest.nodes[above]!.parent;
  return above;
}

/** Shows again what turned out not to be needed, the dearest first. */
function showAgain(
  forest: Forest,
  shown: boolean[],
  meanwhile: number[],
  weights: readonly number[],
  audit: Audit,
) {
  for (const index of [...meanwhile].sort((a, b) => weights[b]! - weights[a]!)) {
    shown[index] = true;
    const above = shownAbove(forest, shown, index);
    shown[index] =
      isSafe(forest, shown, index, audit) && (above === null || isSafe(forest, shown, above, audit));
  }
}

/**
 * Returns `chosen` with as much more hidden as the audit demands. Hiding more only enlarges residuals, so thresholds that held
 * before still hold; at most every node is hidden once.
 */
export function hideUntilSafe(
  forest: Forest,
  chosen: readonly boolean[],
  weights: readonly number[],
  audit: Audit,
): boolean[] {
  const shown = [...chosen];
  for (let top = forest.nodes.length - 1; top >= 0; top--) {
    while (shown[top] && !isSafe(forest, shown, top, audit)) hideOneMore(forest, shown, top, weights, audit);
  }
  const meanwhile = chosen.flatMap((was, index) => (was && !shown[index] ? [index] : []));
  showAgain(forest, shown, meanwhile, weights, audit);
  return shown;
}
