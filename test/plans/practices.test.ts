/** Every dimension of these instruments has practices in both languages, and questions that ask for nobody. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { loadInstruments } from '../../server/instruments/loadInstruments.ts';
import { practicesFor, practicesOf } from '../../server/plans/practices.ts';
import { projectRoot } from '../../server/projectRoot.ts';

const instruments = loadInstruments(join(projectRoot, 'surveys'));

describe('practices', () => {
  for (const id of ['culture', 'trust', 'empowerment', 'service-desk', 'follow-up']) {
    it(`are on file for every dimension of ${id}, and for no other`, () => {
      const { dimensions } = instruments.find((one) => one.id === id)!;
      const files = practicesOf(id);
      assert.deepEqual(
        files.map(({ dimension }) => dimension).sort(),
        dimensions.map((dimension) => dimension.id).sort(),
      );
      for (const { dimension, practices, questions } of files) {
        const titles = [...practices.map(({ title }) => title), ...questions];
        for (const { fa, en } of titles) {
          assert.match(fa, /[آ-ی]/, `${dimension}: ${fa}`);
          assert.doesNotMatch(fa, /[a-zA-Z0-9يك]/, `${dimension}: ${fa}`);
          assert.doesNotMatch(en, /[آ-ی]/, `${dimension}: ${en}`);
        }
        for (const { fa } of questions) assert.match(fa, /؟/, `${dimension}: ${fa} is no question`);
        for (const { en } of questions) assert.doesNotMatch(en, /\bwho (said|wrote|answered)/i);
        assert.equal(new Set(practices.map((one) => one.id)).size, practices.length);
        assert.ok(
          practices.some(({ source }) => source !== 'experience'),
          `${dimension} has no source`,
        );
      }
    });
  }

  it('are missing without harm for other instruments and dimensions', () => {
    assert.equal(practicesFor('../../etc', 'participation'), null);
    assert.equal(practicesFor('culture', 'nothing'), null);
  });
});
