/** The auditor of `audit/` as lines of the table: what follows exactly from breakdowns together, and from open data joined with all reports. */

import type { AttackRow } from './attackRow.ts';
import { auditProvince, findingsOf, inventedProvinces } from './audit/auditProvinces.ts';
import type { WaveAudit } from './audit/auditWave.ts';

export async function auditRows(provinces: number): Promise<AttackRow[]> {
  const audits: WaveAudit[] = [];
  for (const province of inventedProvinces(100, provinces)) audits.push(await auditProvince(province, 3));
  const { exact, ranges, besideBounds } = findingsOf(audits);
  const breakdowns = audits.reduce((sum, { shown }) => sum + shown.breakdowns, 0);
  const row = (attack: string, tried: string, best: string): AttackRow => ({
    attack,
    tried,
    best,
    chance: '0',
  });
  const values = (readings: readonly (keyof typeof exact)[]) =>
    readings.reduce((sum, reading) => sum + exact[reading].values, 0);
  return [
    row(
      'all background questions together, comparisons with everyone else among them (unit × whole profile, exact elimination)',
      `an exact value of fewer than five people; ${provinces} provinces, ${breakdowns} options shown`,
      `${values(['one question', 'all questions', 'other sides'])}; ${ranges.narrow} of ${ranges.tried} small groups narrower than any single mean leaves them`,
    ),
    row(
      'open data joined with reports and breakdowns, line by line as rows of the same elimination',
      `an exact value of fewer than five people; the same provinces`,
      String(values(['open data'])),
    ),
    row(
      'hidden offices beside a bounded one',
      'known to a point, or below the minimum to less than 20 points; the same provinces',
      `${besideBounds.certain}, ${besideBounds.narrow}`,
    ),
  ];
}
