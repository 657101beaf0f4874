/** Reports of whatever offices and answers chance draws hold numbers only. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Answer, instrument, smallWave } from './smallWave.ts';
import { assertFinite, reportsOf } from './supportReports.ts';

describe('reports of any wave', () => {
  it('never hold NaN or Infinity, whatever is answered', () => {
    const shape = fc.record({
      points: fc.integer({ min: 2, max: 11 }),
      counts: fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 5 }),
      headcounts: fc.array(fc.option(fc.integer({ min: 0, max: 30 })), { minLength: 5, maxLength: 5 }),
      seed: fc.integer({ min: 0, max: 1000 }),
      spread: fc.integer({ min: 1, max: 11 }),
    });
    fc.assert(
      fc.property(shape, ({ points, counts, headcounts, seed, spread }) => {
        const made = instrument({
          points,
          dimensions: { a: ['a1', '-a2', 'a3'], b: ['b1'], c: ['c1', 'c2'] },
          outcome: 'b',
        });
        const rows = (n: number, office: number): Answer[][] =>
          Array.from({ length: n }, (_, r) =>
            Array.from({ length: 6 }, (_, i): Answer => {
              const value = (r * 13 + i * 5 + office * 3 + seed) % (points + 1);
              return value === 0 ? null : 1 + (Math.min(spread, value) % points);
            }),
          );
        const offices = Object.fromEntries(
          counts.map((n, i) => [
            `o${i}`,
            {
              ...(i > 0 && { parent: i < 3 ? 'o0' : 'o1' }),
              headcount: headcounts[i] ?? null,
              answers: rows(n, i),
            },
          ]),
        );
        const reports = reportsOf(smallWave([made], offices), smallWave([made], offices));
        assertFinite(reports);
        assert.deepEqual(JSON.parse(JSON.stringify(reports)), reports);
      }),
      { numRuns: 40 },
    );
  });
});
