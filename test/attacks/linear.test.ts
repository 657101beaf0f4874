/** Random provinces, two waves, every number: no hidden group of people is known to within less than twenty points of a hundred. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyWaves } from './anyWaves.ts';
import { boundHidden } from './linear.ts';
import { runs } from './runs.ts';

describe('an attacker with every published number of two waves, every count of persons and linear programming', () => {
  it('learns of no hidden office or total to within less than 20 points, and of no part of a breakdown by what the parts add', async () => {
    let hidden = 0;
    await fc.assert(
      fc.asyncProperty(anyWaves, async (waves) => {
        const found = await boundHidden(waves);
        hidden += found.length;
        const narrow = found.filter(({ low, high }) => high - low < 20 - 1e-3);
        if (narrow.length === 0) return;
        // A few women in an office whose own mean lies near an end of the scale are bounded by that mean alone.
        const undivided = await boundHidden(waves, { isUndivided: true });
        for (const { name, n, low, high, kind } of narrow) {
          const alone = undivided.find((each) => each.name === name)!;
          const isInherent = kind === 'breakdown' && high - low >= alone.high - alone.low - 1e-3;
          assert.ok(isInherent, `${name} (${n} people) lies between ${low} and ${high}`);
        }
      }),
      { numRuns: runs(4), seed: 1405 },
    );
    assert.ok(hidden > 20, `only ${hidden} hidden numbers were looked for`);
  }).timeout(600_000);
});
