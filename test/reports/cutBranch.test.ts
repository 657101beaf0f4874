/** A branch whose head office is too small and reports with the office above it: its own offices are reported as ever, and the branch is not. */
import assert from 'node:assert/strict';
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import { isShown } from '../../server/reports/published/reportObject.ts';
import { type Answer, instrument, smallWave } from './smallWave.ts';

const survey = instrument({ dimensions: { trust: ['t1', 't2'], pay: ['p1'] } });
const sheets = (count: number): Answer[][] =>
  Array.from({ length: count }, (_, person) => [0, 1, 2].map((item) => 1 + ((person * 3 + item * 2) % 5)));

describe('A branch whose head office reports with the office above', () => {
  it('has reports of its other offices, without a comparison with the rest of the branch', () => {
    const current = smallWave(
      [survey],
      {
        root: { headcount: 40, answers: sheets(40) },
        small: { parent: 'root', headcount: 7, answers: sheets(7) },
        district: { parent: 'small', headcount: 30, answers: sheets(30) },
        other: { parent: 'small', headcount: 25, answers: sheets(25) },
      },
      { units: { 'root.all': ['root', 'small'] } },
    );
    const { reports } = buildWaveReports({ current, previous: null });
    const district = reports.find(({ office }) => office === 'district')!;
    const index = district.instruments[0]!.index;
    assert.ok(isShown(index) && index.mean !== null);
    assert.deepEqual(index.versus.parent, { unavailable: 'disclosure' });
    assert.ok('difference' in index.versus.province);
    assert.equal(
      reports.find(({ office, scope }) => office === 'small' && scope === 'subtree')?.rolledUpTo,
      'root.all',
    );
  });
});
