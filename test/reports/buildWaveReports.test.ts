/** Corner cases of reports: each has a defined result, and none holds a number that is not one. */
import assert from 'node:assert/strict';
import { reportJson } from '../../server/reports/published/reportJson.ts';
import {
  isShown,
  type Report,
  type Score,
  type ShownDimension,
} from '../../server/reports/published/reportObject.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from './smallWave.ts';
import {
  assertFinite,
  find,
  reportsOf,
  sheets,
  shownDimension,
  shownIndex,
  threeOffices,
  two,
} from './supportReports.ts';

describe('reports', () => {
  it('are made for every office in both scopes, with the keys of the contract', () => {
    const reports = reportsOf(smallWave([two], threeOffices));
    assert.equal(reports.length, 6);
    const own = find(reports, 'a');
    assert.deepEqual(Object.keys(own), [
      ...['wave', 'office', 'scope', 'minimum', 'minimumDetail', 'headcount', 'invited', 'responses'],
      ...['responseRate', 'rolledUpTo', 'instruments', 'quality'],
    ]);
    assert.deepEqual(Object.keys(shownIndex(own)), [
      ...['n', 'mean', 'sd', 'ci95', 'favourable', 'neutral', 'unfavourable', 'band', 'borderline'],
      ...['shrunken', 'idealVerdict', 'versus'],
    ]);
    assert.equal(own.responses, 25);
    assert.equal(own.responseRate, 25 / 30);
    assert.equal(find(reports, 'root', 'subtree').headcount, 140);
  });

  it('compare an own scope with its districts too, and the province with nobody', () => {
    const reports = reportsOf(smallWave([two], threeOffices));
    const { versus } = shownIndex(find(reports, 'root'));
    assert.deepEqual(versus.parent, { unavailable: 'isProvince' });
    assert.ok('difference' in versus.province);
    const whole = shownIndex(find(reports, 'root', 'subtree'));
    assert.deepEqual(whole.versus.province, { unavailable: 'isProvince' });
    assert.deepEqual(whole.versus.previous, { unavailable: 'noPrevious' });
    assert.equal(whole.shrunken, null);
    assert.equal(typeof shownIndex(find(reports, 'a')).shrunken, 'number');
  });

  it('give a dimension of one item no reliability but agreement', () => {
    const pay = shownDimension(find(reportsOf(smallWave([two], threeOffices)), 'a'), 'pay');
    assert.equal(pay.reliability, null);
    assert.ok(pay.agreement && 'rwg' in pay.agreement && typeof pay.agreement.rwg === 'number');
    assert.equal(pay.items.length, 1);
  });

  it('give width 0 and no doubt of the band when everyone answered', () => {
    const everyone = { ...threeOffices, a: { parent: 'root', headcount: 25, answers: sheets(25, 1) } };
    const index = shownIndex(find(reportsOf(smallWave([two], everyone)), 'a'));
    assert.deepEqual(index.ci95, [index.mean, index.mean]);
    assert.equal(index.borderline, false);
  });

  it('give no interval when more answered than there are, and no correction without a headcount', () => {
    const tooMany = { ...threeOffices, a: { parent: 'root', headcount: 20, answers: sheets(25, 1) } };
    const wrong = shownIndex(find(reportsOf(smallWave([two], tooMany)), 'a'));
    assert.deepEqual([wrong.ci95, wrong.borderline], [null, null]);
    const unknown = { ...threeOffices, a: { parent: 'root', answers: sheets(25, 1) } };
    const reports = reportsOf(smallWave([two], unknown));
    const wide = shownIndex(find(reports, 'a'));
    const corrected = shownIndex(find(reportsOf(smallWave([two], threeOffices)), 'a'));
    const width = (score: Score) => score.ci95![1] - score.ci95![0];
    assert.ok(width(wide) > width(corrected));
    assert.equal(find(reports, 'a').responseRate, null);
    assert.equal(find(reports, 'root', 'subtree').headcount, null);
  });

  it('do not give a score in the middle that all, or nearly all, of an office have', () => {
    const score = (answers: Answer[][]) => {
      const reports = reportsOf(smallWave([two], { ...threeOffices, a: { parent: 'root', answers } }));
      const { index, dimensions } = find(reports, 'a').instruments[0]!;
      return [index, ...dimensions].map((each) => 'bounded' in each || !isShown(each));
    };
    const [alike, others]: Answer[][] = [
      [2, 3, 3, 3],
      [4, 2, 5, 4],
    ];
    assert.deepEqual(score([...Array(14).fill(alike), alike]), [true, true, true]);
    assert.deepEqual(score([...Array(14).fill(alike), others]), [true, true, true]);
    const third = [3, 2, 3, 2];
    assert.deepEqual(score([...Array(14).fill(alike), others, third])[0], true);
    assert.deepEqual(score([...Array(14).fill(alike), others, third, [1, 2, 1, 2]])[0], false);
  });

  it('have no own scope for an office without staff and respondents', () => {
    const empty = { ...threeOffices, root: { headcount: 0 } };
    const reports = reportsOf(smallWave([two], empty));
    assert.equal(find(reports, 'root'), undefined);
    assert.equal(find(reports, 'root', 'subtree').responses, 55);
  });

  it('hide an office of which nobody answered, and do not say so by a number', () => {
    const silent = { ...threeOffices, c: { parent: 'root', headcount: 40 } };
    const report = find(reportsOf(smallWave([two], silent)), 'c');
    assert.deepEqual(report.responses, { suppressed: 'tooFew' });
    assert.deepEqual(report.instruments[0]!.index, { suppressed: 'tooFew' });
  });

  it('give five to nine people n, a whole mean and its band, and nothing else', () => {
    const few: Record<string, SmallOffice> = {
      ...threeOffices,
      c: { parent: 'root', headcount: 30, answers: sheets(7, 1) },
      d: { parent: 'root', headcount: 30, answers: sheets(8, 2) },
    };
    const report = find(reportsOf(smallWave([two], few)), 'c');
    const json = reportJson(report) as Report;
    const index = json.instruments[0]!.index as Score;
    assert.equal(index.n, 7);
    assert.ok(Number.isInteger(index.mean));
    const rest = Object.entries(index).filter(([key]) => !['n', 'mean', 'band'].includes(key));
    for (const [key, value] of rest) assert.equal(value, null, key);
    const trust = json.instruments[0]!.dimensions[0] as ShownDimension;
    assert.deepEqual([trust.reliability, trust.agreement], [null, null]);
    for (const item of trust.items) assert.deepEqual(item, { id: item.id, suppressed: 'tooFew' });
  });

  it('count a tiny office together with the one hidden for it in the statistics over all offices', () => {
    const offices: Record<string, SmallOffice> = {
      ...threeOffices,
      c: { parent: 'root', headcount: 30, answers: sheets(3, 1) },
      d: { parent: 'root', headcount: 30, answers: sheets(12, 2) },
      e: { parent: 'root', headcount: 30, answers: sheets(14, 3) },
    };
    const reports = reportsOf(smallWave([two], offices));
    const hidden = reports.filter(
      ({ scope, instruments }) => scope === 'own' && !isShown(instruments[0]!.dimensions[0]!),
    );
    assert.deepEqual(
      hidden.map(({ office }) => office),
      ['c', 'd'],
    );
    assert.deepEqual(find(reports, 'c').instruments[0]!.index, { suppressed: 'tooFew' });
    assert.equal(typeof find(reports, 'a').instruments[0]!.aggregation.trust!.icc1, 'number');
    assert.equal(typeof shownIndex(find(reports, 'root')).shrunken, 'number');
  });

  it('give no reliability of fewer complete sheets than detail needs', () => {
    const partial = sheets(20, 1).map((sheet, r) => (r < 12 ? [null, ...sheet.slice(1)] : sheet));
    const offices = { ...threeOffices, a: { parent: 'root', headcount: 30, answers: partial } };
    const trust = shownDimension(find(reportsOf(smallWave([two], offices)), 'a'), 'trust');
    assert.equal(trust.n, 20);
    const hidden = { suppressed: 'tooFew' };
    assert.deepEqual([trust.reliability, trust.agreement], [hidden, hidden]);
  });

  it('survive answers that are all alike', () => {
    const alike = (n: number): Answer[][] => Array.from({ length: n }, () => [3, 3, 3, 3]);
    const offices = {
      root: { headcount: 300, answers: alike(150) },
      a: { parent: 'root', headcount: 300, answers: alike(120) },
    };
    const reports = reportsOf(smallWave([two], offices));
    const trust = shownDimension(find(reports, 'a'), 'trust');
    assert.deepEqual([trust.mean, trust.sd, trust.ci95], [50, 0, [50, 50]]);
    assert.ok(trust.reliability && 'alpha' in trust.reliability);
    assert.equal(trust.reliability.alpha, null);
    assert.deepEqual(trust.agreement, { rwg: 1 });
    const { province } = trust.versus;
    assert.deepEqual(province, {
      ...{ difference: 0, ci95: null, p: null, pAdjusted: null, effect: null },
      ...{ mark: 'notTested', verdict: null, detectable: null },
    });
    assertFinite(reports);
  });

  it('know a province of one office', () => {
    const reports = reportsOf(smallWave([two], { root: { headcount: 40, answers: sheets(30) } }));
    assert.equal(reports.length, 2);
    const { versus } = shownIndex(find(reports, 'root'));
    assert.deepEqual(versus.province, { unavailable: 'isProvince' });
    assert.equal(find(reports, 'root').instruments[0]!.aggregation.trust!.icc1, null);
  });

  it('refuse offices with several roots', () => {
    const offices = { r1: { answers: sheets(20) }, r2: { answers: sheets(20) } };
    assert.throws(() => reportsOf(smallWave([two], offices)), /one root, found 2: r1, r2/);
  });

  it('report joined offices within their group', () => {
    const offices: Record<string, SmallOffice> = {
      ...threeOffices,
      c: { parent: 'a', headcount: 6, answers: sheets(6, 1) },
      d: { parent: 'a', headcount: 7, answers: sheets(7, 2) },
    };
    const reports = reportsOf(smallWave([two], offices, { units: { 'a.small': ['c', 'd'] } }));
    const small = find(reports, 'c');
    assert.equal(small.rolledUpTo, 'a.small');
    assert.deepEqual(small.instruments[0]!.index, { suppressed: 'tooFew' });
    assert.deepEqual(small.responses, { suppressed: 'tooFew' });
    const group = find(reports, 'a.small');
    assert.deepEqual([group.rolledUpTo, group.responses, group.headcount], [null, 13, 13]);
    assert.equal(find(reports, 'a', 'subtree').responses, 38);
  });

  it('keep several instruments apart', () => {
    const other = instrument({ id: 'other', points: 2, dimensions: { calm: ['c1', 'c2'] } });
    const answers = (n: number) => sheets(n).map((sheet, r) => [...sheet, 1 + (r % 2), 1 + (r % 2)]);
    const reports = reportsOf(
      smallWave([two, other], {
        root: { headcount: 90, answers: answers(50) },
        a: { parent: 'root', headcount: 90, answers: answers(40) },
      }),
    );
    const [first, second] = find(reports, 'a').instruments;
    assert.deepEqual([first!.id, second!.id], ['small', 'other']);
    const index = second!.index as Score;
    assert.deepEqual([index.mean, index.favourable, index.neutral], [50, 0.5, 0]);
  });

  it('say why there is no comparison with the wave before', () => {
    const before = smallWave([two], threeOffices, { id: 'before' });
    const changed = instrument({
      version: 2,
      dimensions: { trust: ['t1', '-t2', 't4'], pay: ['p1'] },
    });
    const later = smallWave([changed], { ...threeOffices, c: { parent: 'a', answers: sheets(20, 3) } });
    const reports = reportsOf(later, before);
    assert.deepEqual(shownDimension(find(reports, 'a'), 'trust').versus.previous, { unavailable: 'changed' });
    assert.deepEqual(shownIndex(find(reports, 'a')).versus.previous, { unavailable: 'changed' });
    const pay = shownDimension(find(reports, 'a'), 'pay').versus.previous;
    assert.ok('difference' in pay && pay.difference === 0);
    const wider = shownDimension(find(reports, 'a', 'subtree'), 'pay').versus.previous;
    assert.deepEqual(wider, { unavailable: 'officeChanged' });
    const { previous } = shownIndex(find(reports, 'c')).versus;
    assert.deepEqual(previous, { unavailable: 'officeChanged' });
  });
});
