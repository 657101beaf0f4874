/** Words of messages: what may be saved, what the second of two administrators sees, and what launch and copies keep. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { formatter } from '../../server/i18n/format.ts';
import { mailComposer } from '../../server/participation/delivery/composeMail.ts';
import { promiseOf } from '../../server/waves/promiseWording.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { messageKinds } from '../../server/waves/words/messageKinds.ts';
import { productWords } from '../../server/waves/words/waveWords.ts';
import { mailServer } from '../support/mailServer.ts';
import { people, postForm, signInAs } from '../support/people.ts';
import { instrument } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDesk } from '../support/useDesk.ts';
import { draftFields, launch, makeDraft, onlyWave, smallProvince } from './situation.ts';

const second = { ...people.administrator, username: 'hasan', displayName: 'حسن مدیر' };
const baseUrl = 'https://p.ea.ir';

describe('words of messages', () => {
  const desk = useDesk(smallProvince);
  let id: string;
  let base: string;
  beforeEach(async () => {
    id = await makeDraft(desk.agent);
    base = `/desk/waves/${id}/words`;
  });

  const page = async (query = '', agent = desk.agent) =>
    load((await agent.get(`${base}${query}`).expect(200)).text);
  /** What the form of a message holds, with changes. */
  const fieldsOf = (shown: Awaited<ReturnType<typeof page>>, changes: Record<string, string> = {}) => ({
    ...Object.fromEntries(
      ['message', 'language', 'began'].map((name) => [name, String(shown(`#words [name=${name}]`).val())]),
    ),
    ...Object.fromEntries(
      ['subject', 'text', 'sms'].map((name) => [name, String(shown(`#words [name=${name}]`).val())]),
    ),
    ...changes,
  });

  it('come with the product, may all be saved as they are, and store nothing then', async () => {
    for (const kind of messageKinds)
      for (const language of ['fa', 'en']) {
        await WaveModel.updateOne({ _id: id }, { $set: { messageLanguages: ['fa', 'en'] } });
        const shown = await page(`?message=${kind}&language=${language}`);
        assert.ok(String(shown('#text').val()).length > 100, kind);
        const saved = await postForm(desk.agent, base, fieldsOf(shown));
        assert.equal(saved.status, 303, `${kind} ${language}: ${load(saved.text)('.error-summary').text()}`);
      }
    assert.deepEqual((await onlyWave()).words?.fa ?? {}, {});
  });

  it('say «پیمایش» once where the title begins with it', async () => {
    const subjectOf = async (title: string) => {
      await WaveModel.updateOne({ _id: id }, { $set: { title } });
      const compose = await mailComposer(await onlyWave(), 'invitation', baseUrl, { language: 'fa' });
      const { subject, text } = compose('');
      return [
        subject.replace(/[\u2068\u2069]/g, ''),
        /پیمایش «?پیمایش/.test(text.replace(/[\u2068\u2069]/g, '')),
      ];
    };
    assert.deepEqual(await subjectOf('پیمایش سالانه'), ['دعوت به شرکت در پیمایش سالانه', false]);
    assert.deepEqual(await subjectOf('فرهنگ و اعتماد'), ['دعوت به شرکت در پیمایش فرهنگ و اعتماد', false]);
  });

  it('are refused without a link, with an unknown placeholder, and with one of another message, and kept as typed', async () => {
    const cases = [
      [{ text: 'بی هیچ نشانی' }, '#text-error', '{لینک}'],
      [{ sms: 'پیمایش {لنیک}' }, '#sms-error', '«{لنیک}»'],
      [{ text: '{لینک} { ' }, '#text-error', '«{»'],
      [{ subject: 'دعوت {کد}' }, '#subject-error', '«{کد}»'],
      [{ message: 'results', text: 'نتایج {کد} {لینک}' }, '#text-error', '«{کد}»'],
      [{ sms: '' }, '#sms-error', ''],
    ] as const;
    for (const [changes, place, names] of cases) {
      const refused = await postForm(desk.agent, base, fieldsOf(await page(), changes));
      const shown = load(refused.text);
      assert.equal(refused.status, 422);
      assert.ok(shown(place).text().includes(names), `${place}: ${shown('.error-summary').text()}`);
      for (const [name, typed] of Object.entries(changes))
        if (name !== 'message') assert.equal(String(shown(`#${name}`).val()).trim(), typed.trim());
    }
    assert.equal((await onlyWave()).words, undefined);
  });

  it('show the second administrator what the first has changed, and let the second choose', async () => {
    const other = await signInAs(desk.app, second);
    const [mine, theirs] = [await page(), await page('', other)];
    const first = await postForm(other, base, fieldsOf(theirs, { subject: 'نوشتهٔ حسن {نام پیمایش}' }));
    assert.equal(first.status, 303);
    const refused = await postForm(desk.agent, base, fieldsOf(mine, { subject: 'نوشتهٔ من' }));
    assert.equal(refused.status, 422);
    const shown = load(refused.text);
    assert.match(shown('.their-words').text(), /حسن مدیر[\s\S]*نوشتهٔ حسن/);
    assert.equal(shown('#subject').val(), 'نوشتهٔ من');
    assert.equal((await onlyWave()).words?.fa?.invitation?.subject, 'نوشتهٔ حسن {نام پیمایش}');
    assert.equal((await postForm(desk.agent, base, fieldsOf(shown))).status, 303);
    assert.equal((await onlyWave()).words?.fa?.invitation?.subject, 'نوشتهٔ من');
  });

  it('are seen while they are typed, with the parts of the SMS and what is wrong', async () => {
    const typed = fieldsOf(await page(), {
      sms: `${'پ'.repeat(60)}\n{لینک}`,
      text: 'سلام {نام پیمایش}\n\n{لینک}',
    });
    const seen = (await postForm(desk.agent, `${base}/preview`, typed)).body;
    assert.equal(seen.parts, 2);
    assert.match(seen.size, /^۲ بخش/);
    assert.deepEqual(
      seen.mailLines.map((line: { isLink: boolean }) => line.isLink),
      [false, true],
    );
    assert.ok(seen.mailLines[0].text.includes('اعتماد به مدیران'));
    assert.deepEqual(seen.wrongFields, []);
    assert.equal((await onlyWave()).words, undefined);
  });

  it('are tried on oneself as they are typed, wrong ones never, and a copy of every message reaches its writer', async () => {
    const server = await mailServer();
    try {
      const { app } = await testApp({
        baseUrl,
        mail: { smtpUrl: server.url, from: 'survey@example.ir', perMinute: 60 },
      });
      const agent = await signInAs(app, people.administrator);
      const trial = async (changes: Record<string, string>, query = '') =>
        postForm(agent, `${base}/test`, fieldsOf(await page(query, agent), changes));
      const sent = await trial({ to: 'me@example.ir', subject: 'نوشتهٔ من {نام پیمایش}' });
      assert.equal(load(sent.text)('.notice.done').length, 1, load(sent.text)('main').text());
      assert.equal(load(sent.text)('#subject').val(), 'نوشتهٔ من {نام پیمایش}');
      const [mail] = server.taken;
      assert.match(mail?.subject ?? '', /آزمایش.*نوشتهٔ من.*اعتماد به مدیران/);
      assert.equal((await onlyWave()).words, undefined);
      const refused = await trial({ to: 'me@example.ir', text: 'بی هیچ نشانی' });
      assert.equal(refused.status, 422);
      for (const to of ['', 'me@', '09123456789'])
        assert.equal(load((await trial({ to })).text)('.notice.warning').length, 1, to);
      assert.equal(server.taken.length, 1);
      for (const kind of messageKinds) await trial({ to: 'me@example.ir' }, `?message=${kind}`);
      assert.equal(server.taken.length, 1 + messageKinds.length);
      for (const { text } of server.taken)
        assert.doesNotMatch(text ?? '', /\{\w|\{[\u0600-\u06ff]|link\.invalid/);
    } finally {
      await server.stop();
    }
  });

  it('are frozen by launch, defaults included, and travel with a copy of the wave', async () => {
    await postForm(desk.agent, base, fieldsOf(await page(), { subject: 'دعوت ویژه' }));
    await postForm(desk.agent, `${base}/languages`, { languages: ['fa', 'en'] });
    assert.equal((await page())('.words-list input:checked[value=en]').length, 1);
    await launch(desk.agent, id);
    const wave = await onlyWave();
    assert.equal(wave.state, 'open');
    assert.deepEqual(Object.keys(wave.words ?? {}), ['fa', 'en']);
    assert.equal(wave.words?.fa?.reminder?.text, productWords(wave, 'fa', 'reminder', '').text);
    assert.equal((await postForm(desk.agent, base, fieldsOf(load('<p>'), { text: 'x' }))).status, 409);
    const form = load((await desk.agent.get(`/desk/waves/new?like=${id}`).expect(200)).text);
    const like = String(form('[name=like]').val());
    const copy = await makeDraft(desk.agent, draftFields({ title: 'دومی', like, instruments: ['culture'] }));
    const copied = await WaveModel.findById(copy).orFail().lean();
    assert.deepEqual(Object.keys(copied.words?.fa ?? {}), ['invitation']);
    assert.deepEqual(copied.messageLanguages, ['fa', 'en']);
  });

  it('stand in a mail by language, each part under its own, and Persian names in an English part as Persian', async () => {
    const wave = { ...(await onlyWave()), messageLanguages: ['fa' as const, 'en' as const] };
    const mail = (await mailComposer(wave, 'invitation', baseUrl))('7KQ2M9XD7KQ2M9XD7KQ2');
    const html = load(mail.html);
    assert.deepEqual([html('html').attr('lang'), html('html').attr('dir')], ['fa', 'rtl']);
    const english = html('td[lang=en][dir=ltr]').has('bdi');
    assert.match(english.text(), /invites you to take part/);
    assert.ok(english.find('bdi[lang=fa][dir=rtl]').text().includes('اعتماد به مدیران'));
    const links = html('a')
      .map((_, link) => html(link).attr('href'))
      .get();
    assert.ok(links.includes(`${baseUrl}/w/${wave._id}#7KQ2M9XD7KQ2M9XD7KQ2`));
    assert.ok(links.includes(`${baseUrl}/en/w/${wave._id}#7KQ2M9XD7KQ2M9XD7KQ2`));
    const [persian = '', inEnglish = ''] = mail.text.split('—'.repeat(12));
    assert.match(persian, /به آگاهی می‌رساند/);
    assert.match(inEnglish, /invites you/);
    for (const line of inEnglish
      .trim()
      .split('\n')
      .filter((one) => /^[\u2066-\u2069]*\p{Script=Arabic}/u.test(one)))
      assert.fail(`runs the wrong way: ${line}`);
    assert.doesNotMatch(mail.text + mail.html, /\{\w|\{[\u0600-\u06ff]|messages:\w|link\.invalid|CODE-CODE/);
  });

  it('say by default who asks, until when, why it is safe, whom to ask, and how to check them', async () => {
    const wave = { ...(await onlyWave()), instruments: [instrument('trust')], keysFingerprint: 'ABCD EFGH' };
    const { sponsor, contact } = wave.firstPage;
    for (const language of ['fa', 'en'] as const)
      for (const kind of ['invitation', 'reminder', 'lastCall'] as const) {
        const mail = (await mailComposer(wave, kind, baseUrl, { language }))('7KQ2M9XD7KQ2M9XD7KQ2');
        const text = mail.text.replace(/[\u2066-\u2069\u200e\u200f]/g, '');
        const day = formatter(language).dateFull(wave.closesAt!);
        for (const told of [sponsor, day, promiseOf(wave, language).strong, contact, 'ABCD EFGH'])
          assert.ok(text.includes(told), `${kind} ${language}: ${told} is not in ${text}`);
      }
  });
});
