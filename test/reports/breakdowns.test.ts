/** Breakdowns beside the report: right numbers, an honest test, and nothing of few people or of what was not asked. */
import assert from 'node:assert/strict';
import type { Breakdown, BreakdownScore } from '../../server/reports/making/breakdowns/breakdowns.ts';
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import { meanInterval } from '../../server/statistics/meanInterval.ts';
import { momentsOf } from '../../server/statistics/moments.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from './smallWave.ts';

const survey = instrument({
  dimensions: { trust: ['honest', '-aloof'], pay: ['fair', 'enough'] },
  demographics: { gender: ['female', 'male'], tenure: ['short', 'long'] },
});
survey.demographics[0]!.options.push({ id: 'silent', title: { fa: 'silent' }, undisclosed: true });

/** Answers that vary by person; the answers of women are one point lower. */
function office(women: number, men: number, more: Partial<SmallOffice> = {}): SmallOffice {
  const answer = (person: number, item: number, less: number): Answer =>
    Math.max(1, Math.min(5, 2 + ((person * 7 + item * 3 + ((person * item) % 4)) % 4) - less));
  const person = (at: number, less: number) =>
    [0, 1, 2, 3].map((item) => answer(at, item, item === 1 ? -less : less));
  const answers = Array.from({ length: women + men }, (_, at) => person(at, at < women ? 1 : 0));
  const background = answers.map((_, at) => [
    at < women ? 'female' : 'male',
    Math.floor(at / 4) % 2 ? 'short' : 'long',
  ]);
  return { headcount: women + men + 5, answers, background, ...more };
}

function published(offices: Record<string, SmallOffice>) {
  const current = smallWave([survey], offices);
  const { reports, extras } = buildWaveReports({ current, previous: null });
  const of = (group: string, question: string): Breakdown | undefined =>
    extras.get(group)?.instruments[0]?.breakdowns.find((one) => one.question === question);
  return { reports, of };
}

const province = {
  root: office(40, 45),
  north: office(30, 35, { parent: 'root' }),
  south: office(32, 4, { parent: 'root' }),
};

describe('Breakdowns', () => {
  it('give index and dimensions of each option as the answers say', () => {
    const { of } = published(province);
    const breakdown = of('own:root', 'gender')!;
    assert.deepEqual(
      breakdown.options.map(({ id }) => id),
      ['female', 'male'],
    );
    const [women] = breakdown.options;
    assert.ok(women && 'scores' in women);
    const scoreOf = (a: Answer, b: Answer) => (100 * (Number(a) - 1 + Number(b) - 1)) / 8;
    const rows = province.root.answers!.slice(0, 40);
    const trust = rows.map(([honest, aloof]) => scoreOf(honest!, 6 - Number(aloof)));
    const pay = rows.map(([, , fair, enough]) => scoreOf(fair!, enough!));
    const index = trust.map((score, person) => (score + pay[person]!) / 2);
    for (const [at, values] of [index, trust, pay].entries()) {
      const { n, mean, variance } = momentsOf(values);
      const shown: BreakdownScore = women.scores[at]!;
      assert.equal(shown.n, n);
      assert.ok(Math.abs(shown.mean! - mean!) < 1e-9);
      const { ci95 } = meanInterval({ n, mean, sd: Math.sqrt(variance!) })!;
      assert.ok(Math.abs(shown.ci95![0] - ci95[0]) < 1e-9);
    }
  });

  it('mark only what a test over the whole report confirms', () => {
    const { of } = published(province);
    assert.equal(of('own:root', 'gender')!.tests[0]!.mark, 'different');
    const tenure = of('own:root', 'tenure')!.tests[0]!;
    assert.equal(tenure.mark, 'notDifferent');
    assert.ok(tenure.pAdjusted! >= tenure.p!);
  });

  it('hide few people, and with them whoever would give them away', () => {
    const { of } = published(province);
    const south = of('own:south', 'gender')!.options;
    assert.deepEqual(
      south.map((option) => ('suppressed' in option ? option.suppressed : 'shown')),
      ['complementary', 'tooFew'],
    );
    assert.equal(of('own:south', 'gender')!.tests[0]!.mark, 'notTested');
  });

  it('say nothing of a question that was not asked, or of an office whose own scores are not shown', () => {
    const current = smallWave([survey], { ...province, tiny: office(3, 3, { parent: 'root' }) });
    current.wave.units[1]!.demographics = ['gender'];
    const { extras } = buildWaveReports({ current, previous: null });
    const questions = (group: string) =>
      extras.get(group)!.instruments[0]!.breakdowns.map(({ question }) => question);
    assert.deepEqual(questions('own:north'), ['gender']);
    assert.deepEqual(questions('own:tiny'), []);
  });

  it('leave the report object as it is', () => {
    const { reports } = published(province);
    assert.equal(JSON.stringify(reports).includes('female'), false);
    assert.equal('more' in reports[0]!, false);
  });
});
