/** An attacker with every shown number and linear algebra, against random provinces. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Decisions, type Measure, protect } from '../../../server/reports/disclosure/protect.ts';
import { anyProvince, type Province } from './provinces.ts';
import { RowSpace } from './rowSpace.ts';

const minimum = 5;
const minimumDetail = 10;

function decide(province: Province): Decisions {
  return protect({ ...province, minimum, minimumDetail });
}

function shownRows(
  province: Province,
  decisions: Decisions,
  measure: Measure,
  exactOnly: boolean,
): number[][] {
  return province.groups
    .filter(({ id }) => {
      const decision = decisions.decide(measure.id, id);
      return decision === 'detail' || (!exactOnly && decision === 'rounded');
    })
    .map(({ atoms }) => indicator(province, atoms));
}

function indicator(province: Province, atoms: readonly number[]): number[] {
  const contained = new Set(atoms);
  return province.headcounts.map((_, atom) => (contained.has(atom) ? 1 : 0));
}

function isEmpty(province: Province, atom: number): boolean {
  return province.headcounts[atom] === 0 && province.measures.every(({ n }) => n[atom] === 0);
}

/** Every set of offices whose sum follows from the rows, with its number of persons. */
function* derivableSets(province: Province, measure: Measure, rows: number[][]) {
  const space = new RowSpace(rows);
  const offices = province.headcounts.map((_, atom) => atom);
  for (let set = 1; set < 2 ** offices.length; set++) {
    const atoms = offices.filter((atom) => (set >> atom) & 1);
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
          for (const exactOnly of [false, true]) {
            const threshold = exactOnly || measure.detailOnly ? minimumDetail : minimum;
            const rows = shownRows(province, decisions, measure, exactOnly);
            for (const { atoms, persons } of derivableSets(province, measure, rows)) {
              assert.ok(persons >= threshold, `${measure.id}: ${atoms} with ${persons} persons`);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('computes no hidden score by combining index, dimensions and items', () => {
    fc.assert(
      fc.property(anyProvince(9), (province) => {
        const decisions = decide(province);
        const scored = province.measures.filter(({ sum }) => sum);
        const offices = province.headcounts.length;
        const cell = (measure: Measure, row: readonly number[]) =>
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
      { numRuns: 60 },
    );
  });
});
