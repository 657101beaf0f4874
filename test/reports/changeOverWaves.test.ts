/** Change over waves from what their reports show: which waves and offices enter, and when the goal is reached. */
import assert from 'node:assert/strict';
import { changeOverWaves, type ShownWave } from '../../server/reports/making/comparison/changeOverWaves.ts';
import { goalAhead } from '../../server/reports/making/comparison/goalAhead.ts';
import { instrument } from './smallWave.ts';

const survey = { ...instrument({ dimensions: { trust: ['a', 'b'] } }), ideal: 80 };
const codes = ['root', ...Array.from({ length: 14 }, (_, j) => `o${j}`)];
const places = codes.map((code) => ({
  code,
  parent: code === 'root' ? null : Number(code.slice(1)) < 4 ? 'root' : `o${Number(code.slice(1)) % 4}`,
}));
const mean = (j: number, t: number) => 50 + j + 2 * t + ((j * 5 + t * 3) % 7) / 2;

type Index = ShownWave['reports'][number]['instruments'][number]['index'];

function wave(
  t: number,
  index: (j: number) => Index = (j) => ({ n: 20, mean: mean(j, t), sd: 15 }),
): ShownWave {
  return {
    id: `w${t}`,
    endsAt: new Date(Date.UTC(2015 + t, 8, 1)),
    instruments: [survey],
    units: codes.map((code) => ({ code, offices: [code] })),
    reports: codes.map((office, j) => ({
      office,
      rolledUpTo: null,
      instruments: [{ id: survey.id, index: index(j) }],
    })),
  };
}
const waves = [0, 1, 2, 3, 4, 5].map((t) => wave(t));
const found = (all: readonly ShownWave[]) => changeOverWaves(all, places, survey);
const offices = (all: readonly ShownWave[]) => found(all)?.rows.map(({ office }) => office);

describe('change over waves', () => {
  it('is told of all waves and offices with exact scores, in years, ahead as far as back', () => {
    const change = found(waves)!;
    assert.equal(change.rows.length, 15);
    assert.deepEqual(
      change.waves.map(({ id }) => id),
      ['w0', 'w1', 'w2', 'w3', 'w4', 'w5'],
    );
    assert.deepEqual([change.timeUnit, Math.round(change.span * 100) / 100], ['year', 5]);
    assert.equal(change.common.verdict, 'different');
    assert.ok(Math.abs(change.ahead.at(-1)!.after - change.span) < 1e-9);
    assert.equal(change.ahead.length, 6);
  });

  it('leaves out hidden, rounded and joined offices, and such as have fewer than three scores', () => {
    const hidden = (t: number) =>
      wave(t, (j) => {
        if (j === 1) return { suppressed: 'tooFew' };
        if (j === 2) return { n: 7, mean: 60, sd: null };
        if (j === 3 && t < 4) return { suppressed: 'complementary' };
        return { n: 20, mean: mean(j, t), sd: 15 };
      });
    const joined = [0, 1, 2, 3, 4, 5].map((t) => ({
      ...hidden(t),
      reports: hidden(t).reports.map((one) => (one.office === 'o9' ? { ...one, rolledUpTo: 'o1' } : one)),
    }));
    const names = offices(joined)!;
    for (const left of ['o0', 'o1', 'o2', 'o9']) assert.ok(!names.includes(left), left);
    assert.equal(names.length, 11);
  });

  it('begins anew where the wording has changed, and for an office where it was made of others', () => {
    const other = {
      ...survey,
      dimensions: survey.dimensions.map((one) => ({ ...one, items: one.items.slice(1) })),
    };
    const changed = [{ ...wave(0), instruments: [other] }, ...waves.slice(1)];
    assert.deepEqual(
      found(changed)?.waves.map(({ id }) => id),
      ['w1', 'w2', 'w3', 'w4', 'w5'],
    );
    const broken = [...waves.slice(0, 2), { ...wave(2), instruments: [other] }, ...waves.slice(3)];
    assert.equal(found(broken), null, 'three waves are left');
    const apart = waves.map((one, t) => ({
      ...one,
      units: one.units.map((unit) =>
        unit.code === 'o5' && t < 4 ? { ...unit, offices: ['o5', 'o6'] } : unit,
      ),
    }));
    assert.ok(!offices(apart)!.includes('o5'), 'only two waves of its own are left');
  });

  it('counts waves where a day is unknown, and then foretells no day', () => {
    const undated = found([{ ...wave(0), endsAt: null }, ...waves.slice(1)])!;
    assert.deepEqual([undated.timeUnit, undated.span, undated.goal], ['wave', 5, null]);
    assert.ok(undated.waves.every(({ endsAt }) => endsAt === null));
    assert.ok(found(waves)!.goal);
  });

  it('is null with four waves, and with nine offices', () => {
    assert.equal(found(waves.slice(2)), null);
    const nine = waves.map((one) => ({ ...one, reports: one.reports.slice(0, 9) }));
    assert.equal(found(nine), null);
  });
});

describe('the goal ahead', () => {
  const aim = { ideal: 80, horizon: 4, isRising: true, isFalling: false };
  const line = (start: number, slope: number, width: number) => (after: number) => {
    const [value, half] = [start + slope * after, width * (1 + after)];
    return { mean: value, ci95: [value - half, value + half] as [number, number] };
  };

  it('is when line and interval cross it', () => {
    const found = goalAhead(line(70, 5, 1), aim);
    assert.equal(found.kind, 'ahead');
    assert.ok(Math.abs(found.expected! - 2) < 1e-6);
    assert.ok(Math.abs(found.earliest! - 1.5) < 1e-6);
    assert.ok(Math.abs(found.latest! - 2.75) < 1e-6);
  });

  it('is open at the end where the interval widens faster, and not within the horizon where the line is flat', () => {
    assert.equal(goalAhead(line(70, 5, 5), aim).latest, null);
    const far = goalAhead(line(50, 1, 0.1), aim);
    assert.deepEqual([far.earliest, far.expected, far.latest], [null, null, null]);
  });

  it('is not foretold where no rise is confirmed, where it is reached, may be, or is left behind', () => {
    const kind = (of: ReturnType<typeof line>, changes = {}) => goalAhead(of, { ...aim, ...changes }).kind;
    assert.equal(kind(line(70, 5, 1), { isRising: false }), 'steady');
    assert.equal(kind(line(82, 5, 1)), 'reached');
    assert.equal(kind(line(79.5, 5, 1)), 'open');
    assert.equal(kind(line(79.5, -5, 1), { isRising: false, isFalling: true }), 'falling');
  });
});
