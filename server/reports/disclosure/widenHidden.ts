/**
 * The audit by bounds: answers lie on 0..100, so a shown total bounds the hidden parts. For nested groups the attacker's linear
 * programme has a closed form (each residual is one knapsack): a hidden group of h persons in a residual of R persons lies between
 * max(0, S − 100(R − h))/h and min(100, S/h). Where that leaves less than `leastRange` points, more is hidden.
 */
import { type Forest, sumOver } from './laminarForest.ts';

export interface Audit {
  n: readonly number[];
  /** Sum of the scores (0..100) of the persons of each atom. */
  sum: readonly number[];
  /** Groups below this are the ones to protect. */
  required: number;
  /** Points of 0..100 the attacker's bounds must stay apart. */
  leastRange: number;
}

/** Width of the attacker's interval for the mean of h persons in a residual of R persons with sum S, knowing R, h and S. */
export function rangeOfHidden(h: number, R: number, S: number): number {
  return Math.max(0, Math.min(100, S / h) + Math.min(100, (100 * R - S) / h) - 100);
}

/** For each node, the nearest shown node that contains it (itself excluded), or null. */
function enclosing(forest: Forest, shown: readonly boolean[]): (number | null)[] {
  const result: (number | null)[] = [];
  forest.nodes.forEach((node, index) => {
    result[index] = node.parent === null ? null : shown[node.parent] ? node.parent : result[node.parent]!;
  });
  return result;
}

interface Residual {
  n: number;
  sum: number;
  largestHidden: number;
}

function residualOf(forest: Forest, shown: readonly boolean[], top: number, audit: Audit): Residual {
  const residual: Residual = { n: 0, sum: 0, largestHidden: 0 };
  const meet = (atoms: readonly number[]) => {
    const n = sumOver(atoms, audit.n);
    if (n < audit.required) residual.largestHidden = Math.max(residual.largestHidden, n);
    return n;
  };
  const open = [top];
  while (open.length > 0) {
    const index = open.pop()!;
    const node = forest.nodes[index]!;
    if (index !== top) meet(node.atoms);
    const own = node.children.length > 0 ? node.direct : node.atoms;
    residual.n += meet(own);
    residual.sum += sumOver(own, audit.sum);
    open.push(...node.children.filter((child) => !shown[child]));
  }
  return residual;
}

function isWide(residual: Residual, leastRange: number): boolean {
  const { n, sum, largestHidden } = residual;
  return largestHidden === 0 || rangeOfHidden(largestHidden, n, sum) >= leastRange;
}

function isTopSafe(forest: Forest, shown: boolean[], top: number | null, audit: Audit): boolean {
  if (top === null) return true;
  const residual = residualOf(forest, shown, top, audit);
  return (residual.n === 0 || residual.n >= audit.required) && isWide(residual, audit.leastRange);
}

/** Hides the cheapest group next to the residual of `top` (one that already suffices, if any), or `top` itself when none is left. */
function hideOneMore(
  forest: Forest,
  shown: boolean[],
  top: number,
  weights: readonly number[],
  audit: Audit,
) {
  const around = enclosing(forest, shown);
  const candidates = forest.nodes
    .map((_, index) => index)
    .filter((index) => shown[index] && around[index] === top);
  candidates.sort((a, b) => weights[a]! - weights[b]!);
  const suffices = candidates.find((index) => {
    shown[index] = false;
    const enough = isTopSafe(forest, shown, top, audit);
    shown[index] = true;
    return enough;
  });
  shown[suffices ?? candidates[0] ?? top] = false;
}

/** Shows again what turned out not to be needed, the dearest first. */
function showAgain(
  forest: Forest,
  shown: boolean[],
  hiddenMeanwhile: number[],
  weights: readonly number[],
  audit: Audit,
) {
  for (const index of [...hiddenMeanwhile].sort((a, b) => weights[b]! - weights[a]!)) {
    shown[index] = true;
    const around = enclosing(forest, shown)[index]!;
    const safe = isTopSafe(forest, shown, index, audit) && isTopSafe(forest, shown, around, audit);
    shown[index] = safe;
  }
}

/**
 * Returns `shown` with as much more hidden as the audit demands. Hiding more only enlarges residuals, so thresholds that held
 * before still hold; at most every node is hidden once.
 */
export function widenHidden(
  forest: Forest,
  chosen: readonly boolean[],
  weights: readonly number[],
  audit: Audit,
): boolean[] {
  const shown = [...chosen];
  for (let top = forest.nodes.length - 1; top >= 0; top--) {
    while (shown[top] && !isWide(residualOf(forest, shown, top, audit), audit.leastRange)) {
      hideOneMore(forest, shown, top, weights, audit);
    }
  }
  const hiddenMeanwhile = chosen.flatMap((was, index) => (was && !shown[index] ? [index] : []));
  if (hiddenMeanwhile.length > 0) showAgain(forest, shown, hiddenMeanwhile, weights, audit);
  return shown;
}
