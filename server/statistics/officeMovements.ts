/**
 * Which offices really moved beside the province: the slope of an office's own scores less the level that all have in common, with the
 * sampling error of both and what single offices do in single waves. Beside it the slope that the whole model expects of the office, drawn
 * towards its branch's and the province's. The first is for tests, the second the better guess.
 *
 *     δ_j = c'(y_j − l),  l = Σ_iA_iy_i,  Var(δ_j) = c'D_jc − 2c'D_jA_j'c + c'(Σ_iA_iD_iA_i')c,  D errors, A = M⁻¹C
 *
 * It speaks of these offices, so that what they differ by is no error.
 */
import { Matrix as Dense, inverse } from 'ml-matrix';
import { benjaminiHochberg } from './adjustP.ts';
import type { Absorbed, AbsorbedProvince, ChangeOffice, ChangeSpread } from './changeLikelihood.ts';
import { twoSidedZ, z975 } from './tails.ts';

export interface OfficeMovement {
  /** Points from the first wave to the last beyond what all have in common. */
  difference: number;
  ci95: [number, number];
  p: number;
  pAdjusted: number;
  /** Smallest true movement that would have been found with 80 % power. */
  detectable: number;
  /** Movement of the office itself as the model expects it, the common one included. */
  expected: number;
}

/** z(.975) + z(.80) */
const reach = 2.801585218;

interface Fitted {
  spread: ChangeSpread;
  absorbed: AbsorbedProvince;
  /** From the first wave to the last, in standardised times. */
  length: number;
}

export function officeMovements(
  offices: readonly ChangeOffice[],
  times: readonly number[],
  { spread, absorbed, length }: Fitted,
): { levels: { mean: number; se: number }[]; offices: OfficeMovement[] } {
  const covariance = inverse(absorbed.waves);
  const levels = covariance.mmul(absorbed.scores);
  const owns = offices.map((office) => ownSlope(office, times, spread.officeWave ** 2));
  const places = offices.map((office, j): Place => {
    return { office: absorbed.offices[j]!, branch: absorbed.branches.get(office.branch)! };
  });
  const parts = places.map((place, j) => partsOfLevel(place, owns[j]!.errors, covariance, times));
  const levelErrors = errorOfLevels(parts, owns);
  const wave = absorbed.kept.mmul(
    Dense.sub(absorbed.scores, absorbed.waves.mmul(lineOver(absorbed.line, times))),
  );
  const found = offices.map((office, j) => {
    const own = owns[j]!;
    const slope = own.c.reduce(
      (sum, c, t) => sum + c * ((office.scores[t]?.mean ?? 0) - levels.get(t, 0)),
      0,
    );
    const variance = varianceOf(own, parts[j]!, levelErrors);
    const [difference, se] = [slope * length, Math.sqrt(variance) * length];
    return {
      difference,
      ci95: [difference - z975 * se, difference + z975 * se] as [number, number],
      p: twoSidedZ(difference / se),
      detectable: reach * se,
      expected: expectedSlope(absorbed, wave, times, places[j]!) * length,
    };
  });
  const adjusted = benjaminiHochberg(found.map(({ p }) => p));
  return {
    levels: levels.to1DArray().map((mean, t) => ({ mean, se: Math.sqrt(covariance.get(t, t)) })),
    offices: found.map((one, j) => ({ ...one, pAdjusted: adjusted[j]! })),
  };
}

const lineOver = (line: Dense, times: readonly number[]) =>
  Dense.columnVector(times.map((x) => line.get(0, 0) + x * line.get(1, 0)));

/** c of the weighted least squares slope, and the error variance of each score (0 where there is none). */
function ownSlope({ scores }: ChangeOffice, times: readonly number[], more: number) {
  const errors = scores.map((score) => (score ? score.variance + more : 0));
  const weights = errors.map((error) => (error > 0 ? 1 / error : 0));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const centre = weights.reduce((sum, w, t) => sum + w * times[t]!, 0) / total;
  const squares = weights.reduce((sum, w, t) => sum + w * (times[t]! - centre) ** 2, 0);
  return { errors, c: weights.map((w, t) => (w * (times[t]! - centre)) / squares) };
}

interface Place {
  office: Absorbed;
  branch: Absorbed;
}

/** A_j: by how much each score of the office (columns) enters the common level of each wave (rows). */
function partsOfLevel(
  place: Place,
  errors: readonly number[],
  covariance: Dense,
  times: readonly number[],
): number[][] {
  return times.map((_, t) => takenFrom(place, errors, covariance.getRow(t), times));
}

/** Σ A_iD_iA_i' */
function errorOfLevels(parts: readonly number[][][], owns: readonly { errors: readonly number[] }[]): Dense {
  const size = parts[0]!.length;
  const sum = Dense.zeros(size, size);
  for (const [i, part] of parts.entries())
    for (let t = 0; t < size; t += 1)
      for (let u = 0; u < size; u += 1) {
        const shared = owns[i]!.errors.reduce(
          (total, error, k) => total + error * part[t]![k]! * part[u]![k]!,
          0,
        );
        sum.set(t, u, sum.get(t, u) + shared);
      }
  return sum;
}

function varianceOf(
  { c, errors }: { c: readonly number[]; errors: readonly number[] },
  part: readonly (readonly number[])[],
  levelErrors: Dense,
): number {
  const column = Dense.columnVector([...c]);
  const own = c.reduce((sum, one, t) => sum + one * one * errors[t]!, 0);
  const both = c.reduce(
    (sum, one, k) => sum + one * errors[k]! * c.reduce((inner, other, t) => inner + other * part[t]![k]!, 0),
    0,
  );
  return own - 2 * both + column.dot(levelErrors.mmul(column));
}

/** C_j'v: by how much each score of the office enters the common level. */
function takenFrom(
  { office, branch }: Place,
  errors: readonly number[],
  v: readonly number[],
  times: readonly number[],
): number[] {
  const seen = branch.seen.map((row) => row.reduce((sum, value, t) => sum + value * v[t]!, 0));
  const left = v.map((value, t) => value - lineAt(branch.kept, seen as [number, number], times[t]!));
  const again = office.seen.map((row) => row.reduce((sum, value, t) => sum + value * left[t]!, 0));
  return left.map((value, t) =>
    errors[t]! > 0 ? (value - lineAt(office.kept, again as [number, number], times[t]!)) / errors[t]! : 0,
  );
}

/** (1, x)·K̃·v */
function lineAt(kept: Absorbed['kept'], [a, b]: readonly [number, number], x: number): number {
  return kept[0][0] * a + kept[0][1] * b + x * (kept[1][0] * a + kept[1][1] * b);
}

/** b + b_g + b_j, each once what is above it is known. */
function expectedSlope(
  { line }: AbsorbedProvince,
  wave: Dense,
  times: readonly number[],
  { office, branch }: Place,
): number {
  const above = times.map((x, t) => line.get(0, 0) + x * line.get(1, 0) + wave.get(t, 0));
  const [level, slope] = effectsOf(branch, above);
  const [, own] = effectsOf(
    office,
    above.map((value, t) => value + level + slope * times[t]!),
  );
  return line.get(1, 0) + slope + own;
}

/** K̃·H'(m − M·above) */
function effectsOf({ kept, seen, seenScores }: Absorbed, above: readonly number[]): [number, number] {
  const [a, b] = seen.map(
    (row, i) => seenScores[i]! - row.reduce((sum, value, t) => sum + value * above[t]!, 0),
  ) as [number, number];
  return [kept[0][0] * a + kept[0][1] * b, kept[1][0] * a + kept[1][1] * b];
}
