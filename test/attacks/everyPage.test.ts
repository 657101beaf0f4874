/**
 * The strongest attack: two provinces that differ only in who of seven people works in which of two offices below the minimum, so that
 * the mean of the smaller office is twenty points of a hundred apart, in two waves. Everything that anybody can read of them must be
 * the same to the byte: whatever an attacker computes from it, linear or not, is then the same as well.
 */
import assert from 'node:assert/strict';
import { people as accounts } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { derivedAddresses } from './derivedPages.ts';
import { readBoth, seeds } from './pagesRow.ts';
import { exchanged, hiddenOffices, levelOf, peopleOf } from './people.ts';

describe('all that all roles can read of two waves', function () {
  this.timeout(600_000);
  useDatabase();
  let test: TestApp;
  before(async () => {
    test = await testApp();
  });

  it('is the same to the byte whoever of them works in which office below the minimum', async () => {
    for (const [wave, seed] of Object.entries(seeds)) {
      const people = peopleOf(wave, seed);
      const [low, high] = (['lowest', 'highest'] as const).map((order) =>
        levelOf(exchanged(people, order), hiddenOffices[0]!),
      );
      assert.ok(25 * (high! - low!) >= 20, `the exchange moves it by ${25 * (high! - low!)} points`);
    }
    const { low, high } = await readBoth(test);
    const telling = [...low].filter(([address, content]) => high.get(address) !== content);
    assert.deepEqual(
      telling.map(([address]) => address),
      [],
    );
    const shown = [...low.values()].filter((content) => content.startsWith('200'));
    for (const address of derivedAddresses)
      assert.ok(
        low.get(`${accounts.administrator.username} ${address}`)?.startsWith('200'),
        `${address} is there`,
      );
    assert.ok(shown.length > 300, `only ${shown.length} of ${low.size} were there to be read`);
  });
});
