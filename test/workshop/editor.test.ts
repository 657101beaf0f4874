/** The editor without script: an instrument from nothing to its first version, undoing, two people at once, and what is refused. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import mongoose from 'mongoose';
import { translator } from '../../server/i18n/translator.ts';
import { findInstrument } from '../../server/instruments/catalogue.ts';
import type { Instrument } from '../../server/instruments/instrument.ts';
import { parseInstrument } from '../../server/instruments/readInstrument.ts';
import { clashesOf } from '../../server/workshop/checks/together.ts';
import { beginDraft, draftFromContent } from '../../server/workshop/draft/beginDraft.ts';
import { smallProvince } from '../campaigns/situation.ts';
import { noon } from '../support/fixedClock.ts';
import { type Agent, csrfOf, people, signInAs } from '../support/people.ts';
import { instrument } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { editing, formFields, second } from './supportWorkshop.ts';

const t = translator('fa');
const context = { actor: people.administrator.username, now: noon };

describe('the editor of instruments', () => {
  useDatabase({ emptyEach: false });
  let agent: Agent;
  let other: Agent;
  before(async () => {
    const test = await testApp();
    await smallProvince();
    agent = await signInAs(test.app, people.administrator);
    other = await signInAs(test.app, second);
  });

  it('goes on to the next item, and keeps the ids of dimensions apart from those of other instruments', async () => {
    const blank = await agent.get('/desk/instruments/new/blank').expect(200);
    const fields = { 'title.fa': 'کارکنان', 'title.en': 'Staff', id: 'staff', scale: 'agreement' };
    const sent = { _csrf: csrfOf(blank.text), ...fields };
    await agent.post('/desk/instruments/new/blank').type('form').send(sent).expect(303);
    const editor = editing(() => agent, 'staff');
    const dimension = { 'title.fa': 'مشارکت', 'title.en': 'Participation' };
    const made = await editor.save('dimensions', 'new', dimension);
    assert.match(
      String(made.headers.location),
      /#staffParticipation$/,
      'culture has a dimension of that name',
    );
    const item = { 'text.fa': 'گویه‌ای است.', 'text.en': 'It is an item.', next: 'yes' };
    const saved = await editor.save('d.staffParticipation', 'new', item);
    assert.match(String(saved.headers.location), /part=d\.staffParticipation&edit=new#new$/);
  });

  it('makes an instrument of two languages from nothing, by its forms, up to its first version', async () => {
    const blank = await agent.get('/desk/instruments/new/blank').expect(200);
    const fields = {
      'title.fa': 'کیفیت خدمت',
      'title.en': 'Service quality',
      id: 'quality',
      scale: 'agreement',
    };
    const made = await agent
      .post('/desk/instruments/new/blank')
      .type('form')
      .send({ _csrf: csrfOf(blank.text), ...fields });
    assert.equal(made.headers.location, '/desk/instruments/quality/draft');
    const editor = editing(() => agent, 'quality');
    assert.match(await editor.open('dimensions'), new RegExp(t('instruments:file.noDimension')));
    await editor.save('dimensions', 'new', { 'title.fa': 'پاسخ‌گویی', 'title.en': 'Quick response' });
    for (const number of [1, 2, 3]) {
      const text = { 'text.fa': `گویهٔ ${number} است.`, 'text.en': `Item ${number} holds.` };
      const saved = await editor.save('d.quickResponse', 'new', {
        ...text,
        ...(number === 2 && { reverse: 'yes' }),
      });
      assert.equal(saved.status, 303);
    }
    await editor.save('demographics', 'new', {
      ...{ 'title.fa': 'جنسیت', 'title.en': 'Gender' },
      ...{
        'option.1.fa': 'زن',
        'option.1.id': 'female',
        'option.2.fa': 'مرد',
        'option.2.undisclosed': 'yes',
      },
    });
    await editor.save('open', 'new', { 'title.fa': 'نظر', 'title.en': 'Remarks', showIf: ['gender:female'] });
    await editor.save('about', '', { minutes: '۲' });
    await editor.save('bands', '', { ideal: '۸۰', outcome: 'quickResponse' });
    const sent = await editor.send('submission');
    assert.equal(sent.status, 303);
    const approved = await editing(() => other, 'quality').send('approval');
    assert.equal(approved.headers.location, '/desk/instruments/quality');
    const version = await findInstrument('quality', 1);
    assert.deepEqual(version, parseInstrument(JSON.stringify(version), 'quality.json'));
    assert.deepEqual(version?.dimensions, [
      {
        id: 'quickResponse',
        title: { fa: 'پاسخ‌گویی', en: 'Quick response' },
        items: [1, 2, 3].map((number) => ({
          id: `quickResponse${number}`,
          text: { fa: `گویهٔ ${number} است.`, en: `Item ${number} holds.` },
          reverse: number === 2,
        })),
      },
    ]);
    assert.deepEqual(version?.openQuestions[0]?.showIf, { question: 'gender', is: ['female'] });
    assert.deepEqual(
      version?.demographics[0]?.options.map(({ id, undisclosed }) => [id, undisclosed]),
      [
        ['female', undefined],
        ['option1', true],
      ],
    );
    assert.equal(version?.bands[1]?.from, 100 / 3, 'an edge that nobody touched stays exact');
    assert.equal((await agent.get('/desk/instruments/quality/draft')).status, 404);
  });

  it('moves by one place and to a position, copies, retires, and never gives an id again', async () => {
    await beginDraft('trust', context);
    const editor = editing(() => agent, 'trust');
    const part = 'd.managerCompetence';
    const ids = async () =>
      (await editor.draft()).content.dimensions
        .find(({ id }) => id === 'managerCompetence')
        ?.items.map(({ id }) => id.slice(-1))
        .join('');
    const act = (verb: string, number: number) =>
      editor.press(part, `${verb}:items:managerCompetence:managerCompetence${number}`);
    await act('down', 1);
    assert.equal(await ids(), '2134');
    await act('up', 4);
    assert.equal(await ids(), '2143');
    await editor.save(part, 'managerCompetence3', { position: '۱' });
    assert.equal(await ids(), '3214');
    await act('copy', 2);
    assert.equal(await ids(), '32514');
    await act('retire', 5);
    await editor.save(part, 'new', { 'text.fa': 'جملهٔ جدید' });
    assert.equal(await ids(), '32145', 'an id of a draft alone is free again');
    await act('retire', 4);
    const taken = await editor.save(part, 'new', { 'text.fa': 'جمله', newId: 'managerCompetence4' });
    assert.equal(taken.status, 422, 'one that a version has is not');
    assert.equal(load(taken.text)('#text-fa').val(), 'جمله', 'what was typed stays');
    const states = load((await agent.get(`${editor.base}/states`).expect(200)).text);
    assert.equal(states('tbody tr').length, (await editor.draft()).number);
    const restored = await editor.send('restoration', { number: '2' });
    assert.equal(restored.status, 303);
    assert.equal(await ids(), '2134');
  });

  it('shows the second of two people what the first did to the same item, and keeps both where they differ', async () => {
    const [first, late] = [editing(() => agent, 'trust'), editing(() => other, 'trust')];
    const part = 'd.managerHonesty';
    const honestyIn = ({ dimensions }: Instrument) => dimensions.find(({ id }) => id === 'managerHonesty');
    const opened = formFields(await late.open(part, 'managerHonesty1'), '.entry-form');
    const elsewhere = formFields(await late.open(part, 'managerHonesty2'), '.entry-form');
    await first.save(part, 'managerHonesty1', { 'text.fa': 'مدیر مستقیم من خوش‌قول است.' });
    const refused = await late.post({ ...opened, 'text.fa': 'مدیر مستقیم من به قول خود وفادار است.' });
    assert.equal(refused.status, 409);
    const $ = load(refused.text);
    assert.match($('main').text(), /خوش‌قول/);
    assert.match($('main').text(), /وفادار/);
    assert.ok($('ins').text().includes('وفادار') && $('del').text().includes('خوش‌قول'));
    assert.match(
      honestyIn((await first.draft()).content)?.items[0]?.text.fa ?? '',
      /خوش‌قول/,
      'nothing is saved yet',
    );
    const kept = await late.post(formFields(refused.text, 'form[action$="/changes"]'));
    assert.equal(kept.status, 303);
    const beside = await late.post({
      ...elsewhere,
      'text.fa': 'مدیر مستقیم من با همکاران رفتار عادلانه دارد.',
    });
    assert.equal(beside.status, 303, 'another item is no obstacle');
    const { content } = await first.draft();
    const texts = honestyIn(content)
      ?.items.map(({ text }) => text.fa)
      .join();
    assert.match(texts ?? '', /وفادار.*رفتار عادلانه/);
  });

  it('lets many saves at once all arrive, one state each', async () => {
    const editor = editing(() => agent, 'trust');
    const before = await editor.draft();
    const part = 'd.seniorManagers';
    const forms = await Promise.all(
      [1, 2, 3, 4].map(async (n) => formFields(await editor.open(part, `seniorManagers${n}`), '.entry-form')),
    );
    const answers = await Promise.all(
      forms.map((form, at) => editor.post({ ...form, 'text.fa': `مدیران ارشد ${at} را می‌شناسند.` })),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303, 303, 303],
    );
    const after = await editor.draft();
    assert.equal(after.number, before.number + 4);
    const items = after.content.dimensions.find(({ id }) => id === 'seniorManagers')?.items ?? [];
    assert.deepEqual(
      items.map(({ text }) => text.fa),
      [0, 1, 2, 3].map((at) => `مدیران ارشد ${at} را می‌شناسند.`),
    );
  });

  it('mends Arabic letters and says so, and marks what is hard to answer beside its row', async () => {
    const editor = editing(() => agent, 'trust');
    const saved = await editor.save('d.managerOpenness', 'managerOpenness2', {
      'text.fa': 'مدير من هميشه نظر مي‌پرسد و به آن عمل نمي‌كند.',
      reverse: 'yes',
    });
    assert.equal(saved.status, 303);
    const page = load(await editor.open('d.managerOpenness'));
    assert.match(page('.notice').text(), /حروف عربی/);
    const notes = page('#managerOpenness2 .checks').text();
    for (const name of ['twoQuestions', 'negatedReverse', 'absolute'])
      assert.ok(notes.includes(t(`workshop:note.${name}.title`, { word: '\u2068همیشه\u2069' })), name);
    assert.equal(
      page('#managerOpenness2 .entry-text').text(),
      'مدیر من همیشه نظر می‌پرسد و به آن عمل نمی‌کند.',
    );
  });

  it('previews what employees get in another language and on paper, and stores nothing by it', async () => {
    const stored = async () => {
      const names = (await mongoose.connection.db!.listCollections().toArray())
        .map(({ name }) => name)
        .sort();
      const counted = names
        .filter((name) => name !== 'sessions')
        .map(async (name) => {
          return [name, await mongoose.connection.db!.collection(name).countDocuments()];
        });
      return Promise.all(counted);
    };
    const before = await stored();
    const base = editing(() => agent, 'trust').base;
    const frame = load((await agent.get(`${base}/preview?on=phone`).expect(200)).text)('iframe').attr('src');
    const page = await agent.get(`${frame}`).expect(200);
    assert.match(String(page.headers['content-security-policy']), /frame-ancestors 'self'/);
    const fields = formFields(page.text, '#sheet');
    const query = new URLSearchParams({
      ...(fields as Record<string, string>),
      go: 'next',
      'i.managerCompetence2': '4',
    });
    const next = load((await agent.get(`${base}/preview/pages?${query}`).expect(200)).text);
    assert.equal(next('input[name="i.managerCompetence2"]').val(), '4', 'answers travel in the form alone');
    const english = load((await agent.get(`${base}/preview/pages?in=en`).expect(200)).text);
    assert.equal(english('html').attr('lang'), 'en');
    const paper = await agent.get(`${base}/preview/paper`).expect(200);
    assert.match(paper.headers['content-type'] ?? '', /pdf/);
    assert.deepEqual(await stored(), before);
  });

  it('says with which instrument a draft cannot be asked, and why', async () => {
    const draft = { ...instrument('culture'), id: 'other' };
    draft.dimensions = draft.dimensions.slice(0, 1);
    const [clash] = await clashesOf(draft);
    assert.ok(clash?.ids.includes('participation1'));
    const shared = { ...instrument('trust'), id: 'own' };
    shared.dimensions = [
      { ...shared.dimensions[0]!, id: 'new', items: [{ id: 'new1', text: { fa: 'متن' }, reverse: false }] },
    ];
    const withCulture = async () =>
      (await clashesOf(shared)).find(({ title }) => title.en === instrument('culture').title.en);
    assert.equal(await withCulture(), undefined);
    shared.demographics[0]!.title.fa = 'چیز دیگر';
    assert.deepEqual((await withCulture())?.ids, [shared.demographics[0]!.id]);
  });

  it('keeps every page of 120 items under 60 kB', async () => {
    const content = { ...instrument('culture'), id: 'long' };
    content.dimensions = [{ ...content.dimensions[0]!, items: manyItems(120) }];
    await draftFromContent(content, { name: 'blank', values: {} }, context);
    const { base } = editing(() => agent, 'long');
    const pages = [
      '',
      '?part=d.participation&page=3',
      '?part=d.participation&edit=many7',
      '/states',
      '/preview',
      '/preview/pages',
    ];
    for (const page of pages) {
      const { text } = await agent.get(`${base}${page}`).expect(200);
      assert.ok(Buffer.byteLength(text) < 60_000, `${page}: ${Buffer.byteLength(text)}`);
    }
  });
});

function manyItems(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    id: `many${at + 1}`,
    text: {
      fa: `در واحد ما همیشه پیش از تصمیم‌هایی که بر کار کارکنان اثر دارد، نظر آنان پرسیده می‌شود و گفته می‌شود ${at}.`,
      en: `In our unit staff are asked for their views before decisions that affect their work ${at}.`,
    },
    reverse: at % 5 === 0,
  }));
}
