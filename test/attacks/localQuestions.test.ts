/** Random provinces with questions of single offices: everything that their reports say bounds no hidden group to within 20 points. */
import assert from 'node:assert/strict';
import { type LocalAnswer, localResultsOf } from '../../server/reports/making/localResults.ts';
import { personGroupsOf } from '../../server/reports/personGroups.ts';
import type { LocalBlock } from '../../server/waves/waveParts.ts';
import { linearBounds } from '../disclosure/linearBounds.ts';
import { randomFrom } from '../disclosure/provinces.ts';
import { instrument, smallWave } from '../reports/smallWave.ts';
import { runs } from './runs.ts';

const minimumDetail = 10;
const points = [0, 25, 50, 75, 100];
const tree: Record<string, string | undefined> = {
  ...{ top: undefined, a: 'top', a1: 'a', a2: 'a', b: 'top', b1: 'b', b2: 'b', c: 'top' },
};

/** Counts of every unit, and what is told of the questions of the office on top and of one below it. */
function province(seed: number) {
  const random = randomFrom(seed);
  const offices = Object.fromEntries(
    Object.entries(tree).map(([code, parent]) => [code, { ...(parent && { parent }), headcount: 40 }]),
  );
  const { wave } = smallWave([instrument({ dimensions: { one: ['one1'] } })], offices);
  const block = (office: string): LocalBlock => ({
    ...{ office, questions: [{ fa: 'سؤال' }], decision: 'approved', by: '', decidedBy: null, note: '' },
  });
  const asking = { ...wave, localBlocks: [block('top'), block('b')] };
  const drawn = () => {
    const n = Math.floor(random() * 16);
    const counts = points.map(() => 0);
    const side = random();
    for (let person = 0; person < n; person += 1)
      counts[Math.min(4, Math.floor((random() * 0.6 + side * 0.4) * 5))]! += 1;
    return counts;
  };
  const isBelowB = (code: string) => code === 'b' || tree[code] === 'b';
  const counts = new Map(
    wave.units.map(({ code }) => [code, isBelowB(code) ? [drawn(), drawn()] : [drawn()]]),
  );
  const responses = new Map([...counts].map(([code, lists]) => [code, Math.max(...lists.map(sum))]));
  return { wave: asking, counts, results: localResultsOf({ wave: asking, counts, responses }) };
}

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

/** What a reader knows of one question: persons at each point of each unit are unknown, how many there are is given. */
async function hiddenBounds({ wave, counts, results }: ReturnType<typeof province>, office: string) {
  const place = office === 'top' ? 0 : 1;
  const units = wave.units.map(({ code }) => code).filter((code) => (counts.get(code)?.length ?? 0) > place);
  const of = (unit: string) => counts.get(unit)![place]!;
  const unknown = (unit: string, point: number) => units.indexOf(unit) * points.length + point;
  const limits: [number, number][] = units.flatMap((unit) =>
    points.map((): [number, number] => [0, sum(of(unit))]),
  );
  const known = units.map((unit) => ({
    terms: points.map((_, point): [number, number] => [unknown(unit, point), 1]),
    ...{ low: sum(of(unit)), high: sum(of(unit)) },
  }));
  const hidden: { id: string; n: number; members: string[] }[] = [];
  for (const group of personGroupsOf(wave)) {
    const members = group.units.map((unit) => wave.units[unit]!.code);
    const answer = results.get(group.id)?.find((one) => one.office === office)?.answers[0];
    if (!answer || members.some((unit) => !units.includes(unit))) continue;
    const n = sum(members.map((unit) => sum(of(unit))));
    const score = members.flatMap((unit) =>
      points.map((value, point): [number, number] => [unknown(unit, point), value]),
    );
    if ('suppressed' in answer && n > 0 && n < minimumDetail) hidden.push({ id: group.id, n, members });
    known.push(...equationsOf(answer, members, unknown, score, n));
  }
  const start = limits.length;
  for (const [at, { n, members }] of hidden.entries()) {
    limits.push([0, 100 * n]);
    const score = members.flatMap((unit) =>
      points.map((value, point): [number, number] => [unknown(unit, point), value]),
    );
    known.push({ terms: [...score, [start + at, -1]], low: 0, high: 0 });
  }
  const bounds = await linearBounds(
    { limits, known },
    hidden.map((_, at) => [start + at]),
  );
  return hidden.map(({ id, n }, at) => ({ id, n, low: bounds[at]![0] / n, high: bounds[at]![1] / n }));
}

function equationsOf(
  answer: LocalAnswer,
  members: readonly string[],
  unknown: (unit: string, point: number) => number,
  score: [number, number][],
  n: number,
) {
  if ('suppressed' in answer) return [];
  if ('bounded' in answer) {
    const { bounded } = answer;
    return [
      {
        terms: score,
        low: 'above' in bounded ? bounded.above * n : 0,
        high: 'below' in bounded ? bounded.below * n : 100 * n,
      },
    ];
  }
  return answer.distribution.map((count, point) => ({
    terms: members.map((unit): [number, number] => [unknown(unit, point), 1]),
    ...{ low: count, high: count },
  }));
}

describe('an attacker with every report on questions of offices, every count of persons and linear programming', () => {
  it('learns the mean of no group below the threshold to within less than 20 points, and sees none', async () => {
    let hidden = 0;
    let shown = 0;
    for (let seed = 1; seed <= runs(6); seed += 1) {
      const made = province(seed);
      for (const list of made.results.values())
        for (const { answers } of list)
          for (const answer of answers)
            if ('n' in answer) {
              shown += 1;
              assert.ok(answer.n >= minimumDetail);
            }
      for (const office of ['top', 'b'])
        for (const { id, n, low, high } of await hiddenBounds(made, office)) {
          hidden += 1;
          assert.ok(
            high - low >= 20 - 1e-3,
            `${office} in ${id} (${n}) lies in ${low}..${high}, seed ${seed}`,
          );
        }
    }
    assert.ok(hidden > 20 && shown > 20, `${hidden} hidden, ${shown} shown`);
  }).timeout(300_000);

  it('reads the questions of an office in its own report and those below it alone', () => {
    const { results } = province(1);
    const withB = [...results].filter(([, list]) => list.some(({ office }) => office === 'b'));
    assert.deepEqual(withB.map(([id]) => id).sort(), [
      'own:b',
      'own:b1',
      'own:b2',
      'subtree:b',
      'subtree:b1',
      'subtree:b2',
    ]);
  });
});
