/** The stemmer on 500 words: forms of one word meet, different words do not, and spelling makes no difference. */
import assert from 'node:assert/strict';
import { stem } from '../../server/comments/words/stem.ts';
import { wordsOf } from '../../server/comments/words/wordsOf.ts';
import { alone, families } from './stemFamilies.ts';

const listed = [
  ...families
    .trim()
    .split('\n')
    .map((line) => (line.split(': ')[1] ?? '').split(' ')),
  ...alone
    .trim()
    .split(/\s+/)
    .map((word) => [word]),
];

describe('stems of Persian words', () => {
  it('are one for all forms of a word, in a list of 500', () => {
    assert.ok(listed.flat().length >= 500, String(listed.flat().length));
    const apart = listed.flatMap((forms) => {
      const stems = new Map(forms.map((form) => [stem(form), form]));
      return stems.size > 1 ? [[...stems].map(([found, form]) => `${form} → ${found}`).join(', ')] : [];
    });
    assert.deepEqual(apart, []);
  });

  it('are different for different words', () => {
    const byStem = new Map<string, string>();
    for (const [first = '', ...forms] of listed)
      for (const form of [first, ...forms]) {
        const known = byStem.get(stem(form));
        assert.ok(known === undefined || known === first, `${form} and ${known} share ${stem(form)}`);
        byStem.set(stem(form), first);
      }
  });

  it('do not change when stemmed again', () => {
    for (const form of listed.flat()) assert.equal(stem(stem(form)), stem(form), form);
  });

  it('follow one another as in the text, and nothing reaches across the end of a clause', () => {
    const said = wordsOf('میزهای خدمت خوب است؛ مديران ما کم‌اند.').map(
      (word) => word && [word.stem, word.isStop],
    );
    assert.deepEqual(said.slice(0, 2), [
      ['میز', false],
      ['خدمت', false],
    ]);
    const end = said.indexOf(null);
    assert.ok(end > 1);
    assert.deepEqual(said[end + 1], ['مدیر', false]);
  });
});
