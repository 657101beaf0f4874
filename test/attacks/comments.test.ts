/** Comments under the gate of ten: nobody reads, subtracts or counts those of an office in which fewer wrote. */
import assert from 'node:assert/strict';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { readable, readComments, storeComments, textsOn, writeComment } from './comments.ts';

describe('who looks for the comments of an office with few of them', function () {
  this.timeout(60_000);
  useDatabase();
  let test: TestApp;
  before(async () => {
    test = await testApp();
  });

  it('reads none, subtracts none from the page of a subtree, and sees no count move when one more writes', async () => {
    const wave = await storeComments();
    const before = await readComments(test.app, wave);
    const { ofFew, bySubtraction, shown } = readable(before);
    assert.deepEqual([ofFew, bySubtraction], [0, 0]);
    assert.equal(shown, 33, 'those of the others are read');
    await writeComment(wave, 'tiny', 3);
    await writeComment(wave, 'few', 0);
    const after = await readComments(test.app, wave);
    const moved = [...before].filter(([address, page]) => after.get(address) !== page);
    assert.deepEqual(
      moved.map(([address]) => address),
      [],
    );
    await writeComment(wave, 'south', 9);
    assert.notDeepEqual(
      [...(await readComments(test.app, wave)).values()],
      [...after.values()],
      'the tenth shows',
    );
  });

  it('subtracts nothing where comments of small offices are read together', async () => {
    const wave = await storeComments({ commentsJoin: true });
    const pages = await readComments(test.app, wave);
    const lists = [...pages]
      .filter(([address]) => address.startsWith('analyst'))
      .map(([, page]) => textsOn(page));
    const seen = lists.filter((list) => list.size > 0);
    assert.ok(seen.length >= 4, 'three offices by themselves, and small ones together');
    for (const one of seen)
      for (const other of seen) {
        const shared = [...one].filter((text) => other.has(text)).length;
        for (const part of [shared, one.size - shared]) assert.ok(part === 0 || part >= 10, `${part} remain`);
      }
  });
});
