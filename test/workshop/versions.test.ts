/** From a version that a wave used to the next: word differences, classes, what they do to trends, and a second person's approval. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { translator } from '../../server/i18n/translator.ts';
import { findInstrument } from '../../server/instruments/catalogue.ts';
import { comparableDimensions } from '../../server/instruments/compareVersions.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { compareDraft } from '../../server/workshop/differences/compareDraft.ts';
import { smallProvince } from '../campaigns/situation.ts';
import { type Agent, csrfOf, people, signInAs } from '../support/people.ts';
import { instrument } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { editing, second } from './supportWorkshop.ts';

const t = translator('fa');

describe('versions of an instrument', () => {
  useDatabase({ emptyEach: false });
  let agent: Agent;
  let other: Agent;
  const editor = editing(() => agent, 'culture');
  const part = (id: string) => `d.${id}`;
  const differences = async () => load((await agent.get(`${editor.base}/differences`).expect(200)).text);
  const trends = async () => {
    const $ = await differences();
    return $('.trends li')
      .toArray()
      .map((row) => $(row).attr('class')?.replace('trend-', ''));
  };

  before(async () => {
    const test = await testApp();
    await smallProvince();
    await WaveModel.create({
      _id: 'asked',
      title: 'پیمایش پارسال',
      state: 'released',
      instrumentIds: ['culture'],
      instruments: [instrument('culture')],
      opensAt: new Date('2025-05-01'),
    });
    agent = await signInAs(test.app, people.administrator);
    other = await signInAs(test.app, second);
    const page = await agent.get('/desk/instruments/culture');
    const begun = await agent
      .post('/desk/instruments/culture/draft')
      .type('form')
      .send({ _csrf: csrfOf(page.text) });
    assert.equal(begun.headers.location, editor.base);
  });

  it('shows a changed item word by word, asks for its class, and says what is not known yet', async () => {
    await editor.save(part('adaptability'), 'adaptability1', {
      'text.fa': 'واحد ما شیوهٔ کار خود را متناسب با نیازهای تازه تغییر می‌دهد.',
    });
    const $ = await differences();
    assert.match($('h2').text(), /پیمایش پارسال/);
    assert.match($('#adaptability1 del').text(), /جدید/);
    assert.match($('#adaptability1 ins').text(), /تازه/);
    assert.equal($('#adaptability1 input[type=radio][checked]').length, 0);
    const at = instrument('culture').dimensions.findIndex(({ id }) => id === 'adaptability');
    assert.equal((await trends())[at], 'unknown');
    assert.equal((await editor.send('submission')).status, 409, 'not before it is classed');
  });

  it('takes a class that agrees, asks a reason for seeing less, and forgets it when the wording changes again', async () => {
    await editor.send('classes', { 'class.adaptability1': 'minor', 'reason.adaptability1': '' });
    const at = instrument('culture').dimensions.findIndex(({ id }) => id === 'adaptability');
    assert.equal((await trends())[at], 'continues');
    await editor.save(part('mission'), 'mission1', { 'text.fa': 'هرگز نمی‌دانم امسال چه می‌کنیم.' });
    const refused = await editor.send('classes', { 'class.mission1': 'minor', 'reason.mission1': '' });
    assert.equal(refused.status, 422);
    const overruled = { 'class.mission1': 'minor', 'reason.mission1': 'منظور همان است' };
    assert.equal((await editor.send('classes', overruled)).status, 303);
    assert.equal((await editor.draft()).classes.mission1?.reason, 'منظور همان است');
    await editor.save(part('mission'), 'mission1', { 'text.fa': 'نمی‌دانم امسال چه می‌کنیم.' });
    assert.equal((await differences())('#mission1.open').length, 1);
    await editor.send('classes', { 'class.mission1': 'changed', 'reason.mission1': '' });
  });

  it('breaks a trend by a turned key, a new and a retired item, whatever is chosen', async () => {
    await editor.save(part('integrity'), 'integrity1', { reverse: 'yes' });
    await editor.save(part('cohesion'), 'new', { 'text.fa': 'واحدها با هم کار می‌کنند.' });
    await editor.press(part('citizenFocus'), 'retire:items:citizenFocus:citizenFocus2');
    const ids = instrument('culture').dimensions.map(({ id }) => id);
    const broken = new Set(['mission', 'integrity', 'cohesion', 'citizenFocus']);
    assert.deepEqual(await trends(), [
      ...ids.map((id) => (broken.has(id) ? 'breaks' : 'continues')),
      'breaks',
    ]);
  });

  it('asks once for the class of another wording of the scale, on which every trend hangs', async () => {
    const before = await trends();
    await editor.save('scale', '', { 'label.3.fa': 'نه موافق و نه مخالف' });
    const unknown = before.map((trend) => (trend === 'continues' ? 'unknown' : trend));
    assert.deepEqual(await trends(), unknown);
    const $ = await differences();
    const row = $('[id="~scale"]');
    assert.match(row.find('del').text(), /موافقم/);
    assert.equal(row.find('input[type=radio]').length, 3);
    assert.equal((await editor.send('submission')).status, 409, 'not before it is classed');
    const less = { 'class.~scale': 'minor', 'reason.~scale': '' };
    assert.equal((await editor.send('classes', less)).status, 422);
    await editor.send('classes', { ...less, 'reason.~scale': 'همان درجه، کوتاه‌تر' });
    assert.deepEqual(await trends(), before);
    assert.equal((await differences())('[id="class-~scale-minor"]').attr('checked'), 'checked');
  });

  it('asks nothing where the scale has another number of points: all trends break', async () => {
    const [base, { content, classes }] = [instrument('culture'), await editor.draft()];
    const labels = content.scale.labels.slice(1);
    const shorter = { ...content, scale: { ...content.scale, points: labels.length, labels } };
    const { scale, trends: all, index, unclassed } = compareDraft(base, shorter, classes);
    assert.deepEqual([scale?.isForced, index, unclassed], [true, 'breaks', 0]);
    assert.ok(all.every(({ trend }) => trend === 'breaks' || trend === 'ends'));
  });

  it('is approved by another person only, as it was sent, and then compared as the page said', async () => {
    assert.equal((await editor.send('submission')).status, 303);
    assert.equal((await editor.send('approval')).status, 409, 'not by whoever sent it');
    await editor.save('about', '', { minutes: '۹' });
    assert.equal(
      (await editing(() => other, 'culture').send('approval')).status,
      409,
      'a save takes it back',
    );
    assert.equal((await editor.send('submission')).status, 303);
    assert.equal((await editing(() => other, 'culture').send('approval')).status, 303);
    const [before, after] = [await findInstrument('culture', 2), await findInstrument('culture', 3)];
    assert.deepEqual(before, instrument('culture'), 'the used version is as it was');
    assert.equal(after?.scaleChange, 'minor');
    assert.deepEqual([...comparableDimensions(before!, after!)].sort(), ['adaptability', 'participation']);
    const changes = after?.dimensions
      .flatMap(({ items }) => items)
      .filter(({ change }) => change !== 'identical');
    assert.deepEqual(
      changes?.map(({ id, change }) => [id, change]),
      [
        ['cohesion6', undefined],
        ['adaptability1', 'minor'],
        ['mission1', 'changed'],
        ['integrity1', 'changed'],
      ],
    );
  });

  it('says where it was used, and a retired one is not offered for a new wave', async () => {
    const history = load((await agent.get('/desk/instruments/culture/history').expect(200)).text);
    assert.match(history('.version-list li').eq(1).text(), /پیمایش پارسال/);
    assert.match(history('.version-list li').eq(0).text(), new RegExp(t('workshop:history.unused')));
    const offered = async () => load((await agent.get('/desk/waves/new')).text)('#instrument-culture').length;
    assert.equal(await offered(), 1);
    const _csrf = csrfOf(history.html());
    const retire = (reason: string) =>
      agent.post('/desk/instruments/culture/retirement').type('form').send({ _csrf, reason });
    assert.equal((await retire('')).status, 422);
    assert.equal((await retire('نسخهٔ کوتاه جای آن را گرفت')).status, 303);
    assert.equal(await offered(), 0);
    await agent.post('/desk/instruments/culture/return').type('form').send({ _csrf });
    assert.equal(await offered(), 1);
  });
});
