/** An attacker with every shown number and linear algebra, against random provinces. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isRevealing } from '../../server/disclosure/boundDistribution.ts';
import {
  type Decisions,
  type MeasureInput,
  protectMeasures,
} from '../../server/disclosure/protectMeasures.ts';
import { linearBounds } from './linearBounds.ts';
import { anyProvince, type Province } from './provinces.ts';
import { RowSpace } from './rowSpace.ts';

const minimum = 5;
const minimumDetail = 10;

function decide(province: Province): Decisions {
  return protectMeasures({ ...province, minimum, minimumDetail });
}

function shownRows(
  province: Province,
  decisions: Decisions,
  measure: MeasureInput,
  exactOnly: boolean,
): number[][] {
  return province.groups
    .filter(({ id }) => {
      const decision = decisions.decide(measure.id, id);
      return decision === 'detail' || (!exactOnly && decision === 'rounded');
    })
    .map(({ atoms }) => indicator(province, atoms));
}

function countedRows(province: Province, decisions: Decisions, measure: MeasureInput): number[][] {
  return province.groups
    .filter(({ id }) => ['detail', 'rounded', 'bounded'].includes(decisions.decide(measure.id, id)))
    .map(({ atoms }) => indicator(province, atoms));
}

function indicator(province: Province, atoms: readonly number[]): number[] {
  const contained = new Set(atoms);
  return province.headcounts.map((_, atom) => (contained.has(atom) ? 1 : 0));
}

function isEmpty(province: Province, atom: number): boolean {
  return !province.headcounts[atom] && province.measures.every(({ n }) => n[atom] === 0);
}

/** Every set of offices whose sum follows from the rows, with its number of persons. */
function* derivableSets(province: Province, measure: MeasureInput, rows: number[][]) {
  const space = new RowSpace(rows);
  for (const atoms of subsets(province.headcounts.length)) {
    const persons = atoms.reduce((total, atom) => total + measure.n[atom]!, 0);
    if (persons >= minimumDetail || atoms.every((atom) => isEmpty(province, atom))) continue;
    if (space.contains(indicator(province, atoms))) yield { atoms, persons };
  }
}

describe('An attacker who has every shown number', () => {
  it('computes no set of offices below the thresholds from sums, counts and differences', () => {
    fc.assert(
      fc.property(anyProvince(8), (province) => {
        const decisions = decide(province);
        for (const measure of province.measures) {
          const levels = [
            { isExact: false, rows: countedRows(province, decisions, measure) },
            { isExact: true, rows: shownRows(province, decisions, measure, true) },
          ];
          for (const { isExact, rows } of levels) {
            const threshold = isExact || measure.detailOnly ? minimumDetail : minimum;
            for (const { atoms, persons } of derivableSets(province, measure, rows)) {
              assert.ok(persons >= threshold, `${measure.id}: ${atoms} with ${persons} persons`);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('computes no hidden score by combining index, dimensions and items', () => {
    fc.assert(
      fc.property(anyProvince(9), (province) => {
        const decisions = decide(province);
        const scored = province.measures.filter(({ sum }) => sum);
        const offices = province.headcounts.length;
        const cell = (measure: MeasureInput, row: readonly number[]) =>
          scored.flatMap((other) => (other === measure ? row : new Array<number>(offices).fill(0)));
        const composition = scored.flatMap((whole) => {
          const parts = scored.filter(({ partOf }) => partOf === whole.id);
          if (parts.length === 0) return [];
          return province.headcounts.map((_, office) =>
            scored.flatMap((measure) =>
              indicator(province, [office]).map((one) =>
                measure === whole ? one * parts.length : parts.includes(measure) ? -one : 0,
              ),
            ),
          );
        });
        for (const exactOnly of [false, true]) {
          const shown = scored.flatMap((measure) =>
            shownRows(province, decisions, measure, exactOnly).map((row) => cell(measure, row)),
          );
          const space = new RowSpace([...shown, ...composition]);
          for (const measure of scored) {
            const threshold = exactOnly ? minimumDetail : minimum;
            for (const { id, atoms } of province.groups) {
              const persons = atoms.reduce((total, atom) => total + measure.n[atom]!, 0);
              if (persons >= threshold || atoms.every((atom) => isEmpty(province, atom))) continue;
              const row = cell(measure, indicator(province, atoms));
              assert.ok(!space.contains(row), `${measure.id} of ${id} (${persons} persons) follows`);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('learns of no group of under a hundred, shown or computed, that all or all but one are of one mind', () => {
    fc.assert(
      fc.property(anyProvince(8), (province) => {
        const decisions = decide(province);
        for (const measure of province.measures.filter(({ classes }) => classes)) {
          const means = new RowSpace(shownRows(province, decisions, measure, false));
          const exact = new RowSpace(shownRows(province, decisions, measure, true));
          for (const atoms of subsets(province.headcounts.length)) {
            const persons = atoms.reduce((total, atom) => total + measure.n[atom]!, 0);
            const classes = measure.classes![0]!.map((_, c) =>
              atoms.reduce((total, atom) => total + measure.classes![atom]![c]!, 0),
            );
            if (!isRevealing(persons, classes)) continue;
            const sum = atoms.reduce((total, atom) => total + measure.sum![atom]!, 0);
            const set = indicator(province, atoms);
            assert.ok(!exact.contains(set), `${measure.id} of ${atoms}: ${classes}`);
            const doesMeanTell = measure.detailOnly || Math.min(sum, 100 * persons - sum) <= 50;
            assert.ok(!doesMeanTell || !means.contains(set), `mean ${measure.id} of ${atoms}: ${classes}`);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('cannot narrow a group below the minimum to less than 20 points by linear programming', async () => {
    await fc.assert(
      fc.asyncProperty(anyProvince(7), async (province) => {
        const decisions = decide(province);
        for (const measure of province.measures.filter(({ sum }) => sum)) {
          for (const { id, range } of await hiddenRanges(province, decisions, measure)) {
            assert.ok(range >= 20 - 1e-6, `${measure.id} of ${id} is known to within ${range}`);
          }
        }
      }),
      { numRuns: 12 },
    );
  });
});

function* subsets(count: number): Generator<number[]> {
  const all = Array.from({ length: count }, (_, i) => i);
  for (let set = 1; set < 2 ** count; set++) yield all.filter((i) => (set >> i) & 1);
}

/** How far apart the attacker's bounds on the mean of each hidden small group are, every count being known. */
async function hiddenRanges(province: Province, decisions: Decisions, measure: MeasureInput) {
  const known = province.groups.flatMap(({ id, atoms }) => {
    const decision = decisions.decide(measure.id, id);
    if (decision !== 'detail' && decision !== 'rounded') return [];
    const n = atoms.reduce((total, atom) => total + measure.n[atom]!, 0);
    const sum = atoms.reduce((total, atom) => total + measure.sum![atom]!, 0);
    const [low, high] =
      decision === 'detail' ? [sum, sum] : [n * Math.round(sum / n - 0.5), n * Math.round(sum / n + 0.5)];
    return [
      { terms: atoms.map((atom) => [atom, 1] as const), low: Math.min(low, sum), high: Math.max(high, sum) },
    ];
  });
  const limits = measure.n.map((n) => [0, 100 * n] as const);
  const persons = (atoms: readonly number[]) => atoms.reduce((total, atom) => total + measure.n[atom]!, 0);
  const threshold = measure.detailOnly ? minimumDetail : minimum;
  const hidden = province.groups.filter(({ atoms }) => persons(atoms) > 0 && persons(atoms) < threshold);
  const bounds = await linearBounds(
    { limits, known },
    hidden.map(({ atoms }) => atoms),
  );
  return bounds.map(([low, high], i) => ({
    id: hidden[i]!.id,
    range: (high - low) / persons(hidden[i]!.atoms),
  }));
}
