/** Signs of careless answers, counted in sheets with gaps: against numpy (reference/careless.py). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { tallyOf } from '../../server/reports/tally/createTallier.ts';
import { tallyLayout } from '../../server/reports/tally/tallyLayout.ts';
import { type Answer, encode, instrument } from '../reports/smallWave.ts';

interface Case {
  sheets: Answer[][];
  counts: Record<'longRun' | 'flat' | 'marked' | 'contrary' | 'compared', number>;
}

const cases: Case[] = JSON.parse(readFileSync(new URL('reference/careless.json', import.meta.url), 'utf8'));
const named = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const asked = [
  instrument({ id: 'first', dimensions: { a: named('a', 7), b: named('b', 7) } }),
  instrument({ id: 'second', points: 7, dimensions: { c: named('c', 9) } }),
];

describe('signs of careless answers', () => {
  it('are those that numpy counts, with answers left out and answers of «does not apply»', () => {
    for (const { sheets, counts } of cases) {
      const tally = tallyOf(encode(asked, sheets), tallyLayout(asked));
      const { indexes: _, ...found } = tally.careless!;
      assert.deepEqual(found, counts, `${sheets.length} sheets`);
    }
    assert.ok(cases.every(({ counts }) => counts.marked > 0 && counts.marked < counts.compared));
  });
});
