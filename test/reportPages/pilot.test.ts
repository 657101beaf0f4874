/** Advice after a pilot: each finding on the answers that give cause for it, silence on answers that just do not, and only what is released. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import { pilotAdvice } from '../../server/reportPages/pilot/pilotAdvice.ts';
import type { ItemQuality } from '../../server/reports/making/itemQuality.ts';
import { PublishedReportModel } from '../../server/reports/published/publishedModels.ts';
import type { ShownDimension } from '../../server/reports/published/reportObject.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { instrument } from '../reports/smallWave.ts';
import { people, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { assertReads, storedWave } from './storedWave.ts';

interface Told {
  distribution?: number[] | null;
  notApplicable?: number;
  responses?: number;
  fit?: Partial<ItemQuality>;
  bounded?: { above: number } | { below: number };
}
const even = [20, 20, 20, 20, 20];

/** The names of what is found about the first of two items; `-a` is reversed. */
function found(told: Told, item = 'a'): string[] | null | undefined {
  const [dimension] = instrument({ dimensions: { d: [item, 'b'] } }).dimensions;
  const { distribution = even, notApplicable = 0, fit, bounded } = told;
  const n = (distribution ?? []).reduce((sum, count) => sum + count, 0);
  const shown = {
    id: 'd',
    reliability: { alpha: 0.7, alphaCi95: null, omega: null, n },
    items: [{ id: 'a', n, distribution, notApplicable, ...(bounded && { bounded }) }],
  } as unknown as ShownDimension;
  const quality = [{ id: 'a', itemTotal: 0.5, alphaIfDeleted: 0.6, ...fit }];
  const responses = told.responses ?? n + notApplicable;
  const advice = pilotAdvice({ dimension: dimension!, shown, quality, responses });
  assert.equal(advice[1]?.findings, null, 'an item that is not in the report has no advice');
  return advice[0]?.findings?.map(({ name }) => name);
}

describe('advice after a pilot', () => {
  it('finds items that do not fit, and tells a turned key from a weak item', () => {
    assert.deepEqual(found({ fit: { itemTotal: -0.01 } }), ['negative']);
    assert.deepEqual(found({ fit: { itemTotal: 0.29 } }), ['weak']);
    assert.deepEqual(found({ fit: { itemTotal: 0.29, alphaIfDeleted: 0.71 } }), ['better']);
    assert.deepEqual(found({ fit: { itemTotal: 0.3, alphaIfDeleted: 0.9 } }), []);
    assert.deepEqual(found({ fit: { itemTotal: null } }), []);
  });

  it('finds a ceiling and a floor by the favourable end, which is the lowest point of a reversed item', () => {
    const high = [5, 5, 10, 20, 60];
    assert.deepEqual(found({ distribution: high }), ['ceiling']);
    assert.deepEqual(found({ distribution: high }, '-a'), ['floor']);
    assert.deepEqual(found({ distribution: [...high].reverse() }), ['floor']);
    assert.deepEqual(found({ distribution: [5, 5, 10, 21, 59] }), []);
  });

  it('finds what many left out or could not answer', () => {
    assert.deepEqual(found({ responses: 112 }), ['missing']);
    assert.deepEqual(found({ responses: 111 }), []);
    assert.deepEqual(found({ notApplicable: 25 }), ['apart']);
    assert.deepEqual(found({ notApplicable: 24 }), []);
  });

  it('says of answers that are bounded only their side, and nothing of those that are not shown', () => {
    assert.deepEqual(found({ distribution: null, bounded: { above: 80 } }), ['allHigh']);
    assert.deepEqual(found({ distribution: null, bounded: { below: 20 } }), ['allLow']);
    assert.equal(found({ distribution: null }), undefined);
  });
});

describe('the page of advice after a pilot', () => {
  useDatabase({ emptyEach: false });
  let app: Express;

  before(async () => {
    app = (await testApp()).app;
    // «honest» and «aloof» mostly contradict each other; four in five give «fair» five points.
    const answers = Array.from({ length: 60 }, (_, person) => {
      const honest = 1 + (person % 5);
      const isLow = person % 5 === 4;
      return [
        honest,
        person % 7 < 2 ? 3 : 6 - honest,
        isLow ? 3 : 5,
        isLow ? 1 + (person % 2) : 3 + (person % 3),
      ];
    });
    await storedWave({
      instruments: [instrument({ dimensions: { trust: ['honest', 'aloof'], pay: ['fair', 'enough'] } })],
      offices: { root: { headcount: 80, answers } },
      wave: { pilot: true },
    });
  });

  it('tells those who write questions what to mend, without an office, in both languages', async () => {
    for (const lang of ['fa', 'en'] as const)
      for (const person of [people.administrator, people.analyst]) {
        const agent = await signInAs(app, person);
        const { text } = await agent.get(`/desk/waves/wave/pilot?lang=${lang}`).redirects(1).expect(200);
        assertReads(text, lang);
        const $ = load(text);
        assert.equal($('li[id=honest] p').length, 2);
        assert.match(
          $('li[id=honest]').text(),
          lang === 'fa' ? /همبستگی با بقیهٔ بُعد منفی است/ : /correlates negatively/,
        );
        assert.match($('li[id=fair]').text(), lang === 'fa' ? /مثبت‌ترین گزینه/ : /most favourable answer/);
        assert.equal($('li[id=enough]').length, 0);
      }
    const wave = load(
      (await (await signInAs(app, people.administrator)).get('/desk/waves/wave').expect(200)).text,
    );
    assert.equal(wave('a[href="/desk/waves/wave/pilot"]').length, 1);
  });

  it('is there neither for others, nor before the release, nor for a wave that is no pilot', async () => {
    const agent = await signInAs(app, people.administrator);
    assert.equal((await (await signInAs(app, people.manager)).get('/desk/waves/wave/pilot')).status, 403);
    await WaveModel.updateOne({ _id: 'wave' }, { $set: { state: 'counted' } });
    assert.equal((await agent.get('/desk/waves/wave/pilot')).status, 404);
    await WaveModel.updateOne({ _id: 'wave' }, { $set: { state: 'released', pilot: false } });
    assert.equal((await agent.get('/desk/waves/wave/pilot')).status, 404);
    await WaveModel.updateOne({ _id: 'wave' }, { $set: { pilot: true } });
  });

  it('gives no advice where the report shows nothing', async () => {
    const hidden = { suppressed: 'tooFew' };
    const { report } = await PublishedReportModel.findById('wave:root:subtree').orFail().lean();
    for (const part of report.instruments)
      part.dimensions = part.dimensions.map(({ id }) => ({ id, ...hidden }) as never);
    await PublishedReportModel.updateOne(
      { _id: 'wave:root:subtree' },
      { $set: { report: { ...report, responses: hidden } } },
    );
    const agent = await signInAs(app, people.analyst);
    const $ = load((await agent.get('/desk/waves/wave/pilot').expect(200)).text);
    assert.equal($('main ul.statements').length, 0);
    assert.match($('main').text(), /[۴4] گویه|answers to 4 items/);
  });
});
