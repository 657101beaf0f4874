/** Numbers that must not be given, or not by themselves, because they would be read as something they are not. */
import assert from 'node:assert/strict';
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import { completeReport } from '../../server/reports/published/olderReports.ts';
import { reportJson } from '../../server/reports/published/reportJson.ts';
import { isShown } from '../../server/reports/published/reportObject.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from './smallWave.ts';
import { find, reportsOf, sheets, shownDimension, shownIndex, threeOffices, two } from './supportReports.ts';

const one = instrument({ dimensions: { only: ['alone'] } });
const spread = (n: number): Answer[][] => Array.from({ length: n }, (_, row) => [1 + (row % 5)]);

describe('reports say only what holds', () => {
  it('give no ICC(2) where offices differ no more than colleagues do', () => {
    const offices = {
      root: { answers: spread(10) },
      a: { parent: 'root', answers: spread(40) },
      b: { parent: 'root', answers: spread(40) },
    };
    const { icc1, icc2 } = find(reportsOf(smallWave([one], offices)), 'a').instruments[0]!.aggregation.only!;
    assert.ok(icc1 !== null && icc1 <= 0);
    assert.equal(icc2, null);
  });

  it('give no omega of an improper solution', () => {
    // Two items that nearly repeat each other and a third that hardly goes with them: one unique variance falls below 0.
    const improper = instrument({ dimensions: { odd: ['x', 'y', 'z'] } });
    const answers = Array.from({ length: 120 }, (_, row): Answer[] => {
      const a = 1 + (row % 5);
      const b = 1 + ((row + (row % 7 === 0 ? 1 : 0)) % 5);
      return [a, 1 + ((row * 3 + Math.floor(row / 5)) % 5), row % 6 === 0 ? b : 1 + ((row * 2) % 5)];
    });
    const report = find(reportsOf(smallWave([improper], { root: { answers } })), 'root');
    const { reliability } = shownDimension(report, 'odd');
    assert.ok(reliability && isShown(reliability) && reliability.alpha !== null);
    assert.equal(reliability.omega, null);
  });

  it('hide an index where they hide the only dimension it is made of, and the other way round', () => {
    const alike = Array.from({ length: 20 }, (): Answer[] => [3]);
    const offices: Record<string, SmallOffice> = {
      root: { answers: spread(4) },
      a: { parent: 'root', answers: alike },
      b: { parent: 'root', answers: spread(30) },
      c: { parent: 'root', answers: spread(40).map(([x]) => [Math.min(5, Number(x) + 1)]) },
      d: { parent: 'root', answers: spread(40) },
    };
    const reports = reportsOf(smallWave([one], offices));
    assert.ok(reports.length > 5);
    for (const report of reports) {
      const { index, dimensions } = report.instruments[0]!;
      const [dimension] = dimensions;
      assert.equal(isShown(index), isShown(dimension!), `${report.office} ${report.scope}`);
      if (!isShown(dimension!)) continue;
      assert.deepEqual(
        index,
        Object.fromEntries(Object.keys(index).map((key) => [key, dimension[key as 'n']])),
      );
    }
  });

  it('call a difference by its verdict with the difference that could have been seen, and hide both with it', () => {
    const reports = reportsOf(smallWave([two], threeOffices));
    const { province } = shownIndex(find(reports, 'a')).versus;
    assert.ok('mark' in province);
    assert.equal(province.verdict, 'unclear');
    assert.ok(province.detectable! > 3 && province.detectable! < 30);
    const half = (province.ci95![1] - province.ci95![0]) / 2;
    assert.ok(province.detectable! > half && province.detectable! < 1.6 * half);
    const few = { ...threeOffices, few: { parent: 'root', headcount: 20, answers: sheets(7) } };
    const small = JSON.stringify(reportJson(find(reportsOf(smallWave([two], few)), 'few')));
    assert.doesNotMatch(small, /"detectable":|"verdict":|"idealVerdict":"/);
  });

  it('judge by the margin and the ideal of the instrument', () => {
    const verdictsWith = (margin: number, ideal: number | null) => {
      const asked = { ...two, margin, ideal };
      const index = shownIndex(find(reportsOf(smallWave([asked], threeOffices)), 'a'));
      return ['mark' in index.versus.province && index.versus.province.verdict, index.idealVerdict];
    };
    assert.deepEqual(verdictsWith(30, 90), ['same', 'below']);
    assert.deepEqual(verdictsWith(5, 10), ['unclear', 'reached']);
    assert.deepEqual(verdictsWith(5, 51), ['unclear', 'unclear']);
    assert.deepEqual(verdictsWith(5, null), ['unclear', null]);
  });

  it('read reports of older versions as if they had been made now, without the numbers that cannot be known', () => {
    const asked = { ...two, ideal: 80 };
    const [made] = reportsOf(smallWave([asked], threeOffices));
    const older = JSON.parse(JSON.stringify(made), (key, value) =>
      ['verdict', 'detectable', 'idealVerdict'].includes(key) ? undefined : value,
    );
    const expected = JSON.parse(JSON.stringify(made), (key, value) => (key === 'detectable' ? null : value));
    assert.deepEqual(completeReport(older, [asked]), expected);
    assert.deepEqual(completeReport(made!, [asked]), made);
  });
});

describe('advice from drivers', () => {
  const survey = instrument({
    dimensions: { near: ['n1', 'n2', 'n3'], far: ['f1', 'f2', 'f3'], goal: ['g1', 'g2', 'g3'] },
    outcome: 'goal',
  });
  /** Pseudo-random numbers of 0..1 that are the same each time. */
  function numbers(seed: number): () => number {
    let state = seed;
    return () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state / 2_147_483_648;
    };
  }
  function answers(n: number, pull: { near: number; far: number; own: number }, noise: number): Answer[][] {
    const next = numbers(7);
    const point = (value: number): Answer => Math.min(5, Math.max(1, Math.round(value)));
    return Array.from({ length: n }, () => {
      const [a, b, c] = [next() - 0.5, next() - 0.5, next() - 0.5];
      const goal = pull.near * a + pull.far * b + pull.own * c;
      const item = (value: number) => point(3 + 5 * value + noise * (next() - 0.5));
      return [a, a, a, b, b, b, goal, goal, goal].map(item);
    });
  }
  const adviceOf = (rows: Answer[][]) => {
    const wave = smallWave([survey], { root: { headcount: 900, answers: rows } });
    const { extras } = buildWaveReports({ current: wave, previous: null });
    return extras.get('own:root')!.instruments[0]!.advice!;
  };

  it('is given where the model holds and one dimension leads', () => {
    const { reason, dimensions } = adviceOf(answers(300, { near: 0.9, far: 0.1, own: 0.3 }, 1));
    assert.equal(reason, null);
    assert.deepEqual(
      dimensions.map(({ leads, direction }) => [leads, direction]),
      [
        [true, 'with'],
        [false, 'with'],
      ],
    );
    const [low, high] = dimensions[0]!.shareCi95!;
    assert.ok(low > 0.5 && high <= 1 && low < high);
  });

  it('is not given on noise, on little, or from what is measured unreliably', () => {
    assert.equal(adviceOf(answers(60, { near: 0, far: 0, own: 1 }, 1)).reason, 'chance');
    assert.equal(adviceOf(answers(600, { near: 0.25, far: 0, own: 1 }, 1)).reason, 'little');
    const unreliable = adviceOf(answers(600, { near: 0.9, far: 0.3, own: 0 }, 14));
    assert.ok(unreliable.reason !== null);
    assert.ok(unreliable.dimensions.every(({ leads, shareCi95 }) => !leads && shareCi95 === null));
  });

  it('never names a dimension that goes against the outcome', () => {
    const { reason, dimensions } = adviceOf(answers(300, { near: -0.9, far: 0.2, own: 0.2 }, 1));
    assert.equal(reason, null);
    assert.equal(dimensions[0]!.direction, 'against');
    assert.ok(dimensions.every(({ leads }) => !leads));
  });

  it('says of none that it goes with or against the outcome where chance gives such a correlation too', () => {
    const noise = adviceOf(answers(60, { near: 0, far: 0, own: 1 }, 1));
    const oneOfTwo = adviceOf(answers(300, { near: -0.9, far: 0, own: 0.2 }, 1));
    assert.deepEqual(
      [noise, oneOfTwo].map(({ dimensions }) => dimensions.map(({ direction }) => direction)),
      [
        ['mixed', 'mixed'],
        ['against', 'mixed'],
      ],
    );
  });
});
