/**
 * Finds the lowest point of a smooth function of a few numbers, when only its values are at hand: BFGS with central differences and
 * step halving (Nocedal & Wright 2006, 6.1). It goes downhill from where it starts, so a function with several valleys
 * needs several starts.
 */

const maxSteps = 300;
const width = 1e-4;
/** By how much a step would still lower the function. */
const settled = 1e-11;

/** Null when it does not settle, or where the function is not finite at the start. */
export function minimise(
  of: (at: readonly number[]) => number,
  start: readonly number[],
): { at: number[]; value: number } | null {
  let at = [...start];
  let value = of(at);
  if (!Number.isFinite(value)) return null;
  let slope = slopeOf(of, at);
  let inverse = unit(at.length);
  for (let step = 0; step < maxSteps; step += 1) {
    const direction = inverse.map((row) => -dot(row, slope));
    const fall = dot(direction, slope);
    if (-fall < settled) return { at, value };
    const next = shortened(of, at, direction, { value, fall });
    if (!next) return isFlat(slope) ? { at, value } : null;
    const after = slopeOf(of, next.at);
    const moved = next.at.map((x, i) => x - at[i]!);
    const bend = after.map((g, i) => g - slope[i]!);
    // The first step tells how steep the valley is at all.
    const scale = step === 0 && dot(moved, bend) > 0 ? dot(moved, bend) / dot(bend, bend) : 1;
    inverse = updated(
      inverse.map((row) => row.map((value) => value * scale)),
      moved,
      bend,
    );
    ({ at, value } = next);
    slope = after;
  }
  return isFlat(slope) ? { at, value } : null;
}

const isFlat = (slope: readonly number[]) => slope.every((g) => Math.abs(g) < 1e-4);

function slopeOf(of: (at: readonly number[]) => number, at: readonly number[]): number[] {
  return at.map((x, i) => {
    const half = width * Math.max(1, Math.abs(x));
    const moved = (by: number) => of(at.map((value, j) => (j === i ? value + by : value)));
    return (moved(half) - moved(-half)) / (2 * half);
  });
}

/** A step along the direction after which the function is lower by a part of what its slope promises. */
function shortened(
  of: (at: readonly number[]) => number,
  at: readonly number[],
  direction: readonly number[],
  { value, fall }: { value: number; fall: number },
) {
  for (let length = 1; length > 1e-10; length /= 2) {
    const next = at.map((x, i) => x + length * direction[i]!);
    const reached = of(next);
    if (reached <= value + 1e-4 * length * fall) return { at: next, value: reached };
  }
  return null;
}

/** The inverse of the second derivatives as two more slopes tell it; left as it is where the function does not bend upwards between them. */
function updated(inverse: number[][], step: readonly number[], bend: readonly number[]): number[][] {
  const along = dot(step, bend);
  if (!(along > 1e-14)) return inverse;
  const turned = inverse.map((row) => dot(row, bend));
  const scale = (1 + dot(bend, turned) / along) / along;
  return inverse.map((row, i) =>
    row.map(
      (value, j) =>
        value + scale * step[i]! * step[j]! - (turned[i]! * step[j]! + step[i]! * turned[j]!) / along,
    ),
  );
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const unit = (size: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
