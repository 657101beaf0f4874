import assert from 'node:assert/strict';
import { emphasised, promiseOf, promiseWordings } from '../../server/waves/promiseWording.ts';

describe('the promise frozen at launch', () => {
  const frozen = promiseWordings({ minimum: 5, minimumDetail: 10 });

  it('holds every language with the numbers of the wave in its digits', () => {
    assert.match(frozen.fa.terms.join(), /۵ نفر.*۱۰ پاسخ/);
    assert.match(frozen.en.terms.join(), /5 people.*10 answers/);
    assert.equal(frozen.azb.strong, frozen.fa.strong);
  });

  it('is what is shown later, whatever numbers or wording stand elsewhere by then', () => {
    const wave = {
      minimum: 7,
      minimumDetail: 12,
      promise: { ...frozen, en: { ...frozen.en, strong: 'as it was' } },
    };
    assert.equal(promiseOf(wave, 'en').strong, 'as it was');
    assert.match(promiseOf(wave, 'fa').terms.join(), /۵ نفر/);
    assert.match(promiseOf({ ...wave, promise: null }, 'fa').terms.join(), /۷ نفر/);
  });

  it('lets nothing through but the emphasis', () => {
    assert.equal(emphasised('<b>5</b> & <script>'), '<b>5</b> &amp; &lt;script&gt;');
  });
});
