/** The real office tree (68 offices) with invented staff and answers, for measuring what disclosure control costs. */
import {
  formReportingUnits,
  type ReportingUnit,
  type UnitOffice,
} from '../../server/disclosure/reportingUnits.ts';
import { personGroupsOf } from '../../server/reports/personGroups.ts';
import type { Wave } from '../../server/waves/wave.ts';
import tree from './fixtures/eastAzerbaijan.json' with { type: 'json' };
import { answersFor, measuresOf, randomFrom } from './provinces.ts';

export const offices = (tree as [string, string | null, string][]).map(([code, parent, level]) => ({
  code,
  parent,
  level,
}));

const staff = { province: [400, 400], governorate: [30, 150], district: [8, 40] } as Record<
  string,
  [number, number]
>;

/** Staff and response rates (45–90 %) drawn from `seed`; answers to `shape` (items by dimension) with 5 % missing. */
export function eastAzerbaijan(seed: number, shape: number[]) {
  const random = randomFrom(seed);
  const sized = offices.map((office) => {
    const [from, to] = staff[office.level]!;
    return { ...office, headcount: Math.round(from + random() * (to - from)) };
  });
  const units = formReportingUnits(sized, 10);
  const groups = disclosedGroups(sized, units);
  const sizes = units.map(({ headcount }) => Math.round(headcount! * (0.45 + 0.45 * random())));
  const measures = measuresOf(answersFor(sizes, shape, 0.05, 2.4, seed), shape);
  return { units, groups, sizes, measures, headcounts: units.map(({ headcount }) => headcount) };
}

/** The groups of the product's reports, as disclosure control is asked about them. */
export function disclosedGroups(offices: readonly UnitOffice[], units: readonly ReportingUnit[]) {
  const wave = { offices, units } as unknown as Pick<Wave, 'offices' | 'units'>;
  return personGroupsOf(wave)
    .filter((group) => group.units.length > 0)
    .map(({ id, units: atoms }) => ({ id, atoms }));
}
