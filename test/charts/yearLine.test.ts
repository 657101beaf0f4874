/** Where the parts of a wave stand on the line of its year. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { yearLine } from '../../server/charts/yearLine.ts';

const drawn = (line: Parameters<typeof yearLine>[0], dir: 'ltr' | 'rtl' = 'ltr') => {
  const $ = load(yearLine(line, dir));
  return (kind: string) => $(`.${kind}`).attr();
};

describe('the line of a year', () => {
  it('fills of an open wave what has passed, from the side that the page is read from', () => {
    const line = { today: 0.75, open: { from: 0.7, to: 0.9 }, isDraft: false, released: null };
    const left = drawn(line);
    assert.deepEqual([left('left')?.x, left('left')?.width], ['70%', '20%']);
    assert.deepEqual([left('passed')?.x, left('passed')?.width], ['70%', '5%']);
    assert.equal(left('today')?.x1, '75%');
    assert.equal(drawn(line, 'rtl')('passed')?.x, '25%');
    assert.equal(left('counting'), undefined);
  });

  it('fills nothing of a wave that has not begun, and all of one that is over', () => {
    const planned = drawn({ today: 0.1, open: { from: 0.7, to: 0.9 }, isDraft: false, released: null });
    assert.equal(planned('passed'), undefined);
    const over = drawn({ today: 0.95, open: { from: 0.2, to: 0.3 }, isDraft: false, released: 0.35 });
    assert.equal(over('passed')?.width, '10%');
    assert.deepEqual([over('counting')?.x1, over('counting')?.x2], ['30%', '35%']);
  });

  it('shows a draft as one, and no more of it where it has no days', () => {
    const draft = drawn({ today: 0.5, open: { from: 0.7, to: 0.9 }, isDraft: true, released: null });
    assert.equal(draft('draft')?.x, '70%');
    assert.equal(draft('left'), undefined);
    assert.equal(drawn({ today: 0.5, open: null, isDraft: true, released: null })('draft'), undefined);
  });
});
