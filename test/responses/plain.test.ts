/** The way without script, walked as a browser does: read the form, fill it in, press a button. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { translator } from '../../server/i18n/translator.ts';
import { writeCode } from '../../server/participation/codeText.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { noon } from '../support/fixedClock.ts';
import { instrument, type OpenWave, situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const t = translator('fa');
type Fields = Record<string, string>;

describe('answering without script', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let open: OpenWave;
  const itemCount =
    instrument().dimensions.flatMap(({ items }) => items).length + instrument().controls.length;

  before(async () => {
    test = await testApp();
    open = await situation.openWave({
      keyDir: test.config.keyDir,
      invitations: 20,
      demographics: ['gender'],
    });
  });
  beforeEach(() => BallotModel.deleteMany({}));
  afterEach(() => test.clock.set(noon));

  const path = () => `/w/${open.wave._id}/answers`;
  const post = (fields: Fields, at = path()) => supertest(test.app).post(at).type('form').send(fields);
  const nextCode = () => writeCode(open.codes.office1!.pop()!);

  /** What the form on a page would send. */
  function formOf(html: string): Fields {
    const $ = load(html);
    const fields = $('#sheet').serializeArray();
    return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  }

  /** Answers every statement with the same value, page by page, up to the review. */
  async function walk(code: string, value = '4'): Promise<string> {
    let page = (await post({ code }).expect(200)).text;
    for (let pages = 0; pages < 100; pages += 1) {
      const $ = load(page);
      if ($('button[value="send"]').length > 0) return page;
      const fields = formOf(page);
      $('.item input').each((_, input) => {
        fields[$(input).attr('name')!] = value;
      });
      $('textarea').each((_, area) => {
        fields[$(area).attr('name')!] = 'دو خط\r\nنظر';
      });
      page = (await post({ ...fields, go: 'next' }).expect(200)).text;
    }
    throw new Error('no end');
  }

  it('sends the whole questionnaire in one request that stores one ballot and uses the right', async () => {
    const review = await walk(nextCode());
    assert.equal(await BallotModel.countDocuments({}), 0);
    const { text } = await post({ ...formOf(review), go: 'send' }).expect(200);
    assert.match(text, /پاسخ شما ثبت شد/);
    assert.equal(await BallotModel.countDocuments({}), 1);
    assert.equal(Object.keys(formOf(review)).filter((name) => name.startsWith('i.')).length, itemCount);
  });

  it('stores once when the button is pressed twice, and thanks both times', async () => {
    const fields: Fields = { ...formOf(await walk(nextCode())), go: 'send' };
    const replies = await Promise.all([post(fields), post(fields), post(fields)]);
    for (const { text } of replies) assert.match(text, /پاسخ شما ثبت شد/);
    assert.equal(await BallotModel.countDocuments({}), 1);
  });

  it('gives whoever has sent the words that will open the results to employees', async () => {
    await WaveModel.updateOne({}, { $set: { resultsWords: 'انار-کبوتر-دریا' } });
    const { text } = await post({ ...formOf(await walk(nextCode())), go: 'send' }).expect(200);
    assert.equal(load(text)('.results-words:not([hidden]) .words').text(), 'انار-کبوتر-دریا');
    const page = await supertest(test.app).get(`/w/${open.wave._id}`).expect(200);
    assert.ok(!page.text.includes('انار-کبوتر-دریا'), 'not on the page that everybody may open');
  });

  it('keeps no code, nonce or link between invitation and ballot', async () => {
    const fields: Fields = { ...formOf(await walk(nextCode())), go: 'send' };
    await post(fields);
    const invitation = await InvitationModel.findOne({ used: true }).lean();
    const ballot = await BallotModel.findOne({}).lean();
    const stored = JSON.stringify([invitation, ballot]);
    assert.ok(!stored.includes(fields.nonce!));
    assert.notEqual(invitation?.blindedHash, ballot?._id);
  });

  it('says kindly that a used invitation was used, on the first page and at the end', async () => {
    const code = nextCode();
    const review = await walk(code);
    const other = await walk(code, '2');
    await post({ ...formOf(review), go: 'send' }).expect(200);
    assert.match((await post({ ...formOf(other), go: 'send' }).expect(409)).text, /پیش‌تر استفاده شده است/);
    assert.match((await post({ code }).expect(409)).text, /پیش‌تر استفاده شده است/);
    assert.equal(await BallotModel.countDocuments({}), 1);
  });

  it('goes back and forth without loss', async () => {
    const review = await walk(nextCode());
    const back = (await post({ ...formOf(review), go: 'back' }).expect(200)).text;
    const before = (await post({ ...formOf(back), go: 'back' }).expect(200)).text;
    const again = (await post({ ...formOf(before), go: 'next' }).expect(200)).text;
    const end = (await post({ ...formOf(again), go: 'next' }).expect(200)).text;
    assert.deepEqual(formOf(end), formOf(review));
  });

  it('asks for at least one answer and keeps what was written', async () => {
    const review = await walk(nextCode(), 'na');
    const { text } = await post({ ...formOf(review), go: 'send' }).expect(422);
    assert.match(text, /دست‌کم به یک سؤال پاسخ دهید/);
    assert.equal(formOf(text).nonce, formOf(review).nonce);
    assert.equal(await BallotModel.countDocuments({}), 0);
  });

  it('names what is blank by topic and page, and leads to each in one step and back', async () => {
    const code = nextCode();
    const first = load((await post({ code }).expect(200)).text);
    const numbers = first('.item')
      .toArray()
      .map((item) => Number(first(item).data('number')));
    const whole = load((await post({ code, step: '1000' }).expect(200)).text);
    const rows = whole('.blanks li').toArray();
    const topics = rows.map((row) => whole(row).children('span').text());
    assert.equal(new Set(topics).size, rows.length, 'a line a topic');
    assert.equal(topics[0], first('.part-head h2').text());
    assert.ok(rows.length < itemCount / 2);
    const button = whole('.blanks button').first();
    assert.equal(button.text(), t('responses:client.blankItems', { from: 1, to: numbers.length }));
    assert.equal(button.attr('formaction'), `${path()}#q-1`);
    assert.equal(first('#q-1').length, 1);
    const fields = formOf(whole.html());
    const names = new Set<string>();
    for (const to of whole('.blanks button')
      .toArray()
      .map((one) => whole(one).attr('value')!)) {
      const page = load((await post({ ...fields, to }).expect(200)).text);
      assert.equal(page(`#q-${to}`).length, 1, to);
      for (const input of page('.item input').toArray()) names.add(page(input).attr('name')!);
      assert.equal(page('button[value=review]').text(), t('responses:nav.review'));
    }
    assert.equal(names.size, itemCount, 'every statement stands on one of these pages');
    const page = load((await post({ ...fields, to: '2' }).expect(200)).text);
    const answered = { ...formOf(page.html()), [page('#q-2 input').attr('name')!]: '3', go: 'review' };
    const again = load((await post(answered).expect(200)).text);
    assert.equal(again('button[value=send]').length, 1);
    const left = again('.blanks button')
      .toArray()
      .map((one) => again(one).attr('value'));
    assert.deepEqual(left.slice(0, 2), ['1', '3']);
  });

  it('names no blank where all is answered, and leads nowhere for a number that no statement has', async () => {
    const review = load(await walk(nextCode()));
    assert.equal(review('.blanks').length, 0);
    const page = await post({ ...formOf(review.html()), to: '9999' }).expect(200);
    assert.equal(load(page.text)('button[value=send]').length, 1);
  });

  it('tells unknown and malformed codes in the same words, in Persian, right to left', async () => {
    const pages = await Promise.all(
      ['', 'abc', writeCode(open.codes.office2![0]!).replace(/.$/, '*')].map((code) =>
        post({ code, step: '0' }).expect(422),
      ),
    );
    const told = pages.map(({ text }) => load(text)('#code-error').text());
    assert.equal(new Set(told).size, 1);
    const $ = load(pages[0]!.text);
    assert.equal($('html').attr('dir'), 'rtl');
    assert.match($('.vow').text(), /را خود سامانه رعایت می‌کند/);
  });

  it('asks only the background questions that the unit may be asked', async () => {
    const review = (await post({ code: nextCode(), step: '1000' }).expect(200)).text;
    const open = (await post({ ...formOf(review), go: 'back' }).expect(200)).text;
    const page = (await post({ ...formOf(open), go: 'back' }).expect(200)).text;
    const $ = load(page);
    assert.deepEqual(
      $('select')
        .map((_, select) => $(select).attr('name'))
        .get(),
      ['d.gender'],
    );
  });

  it('takes the code on the home page, and shows the promise of its wave', async () => {
    const code = nextCode();
    const { text } = await post({ code }, '/w').expect(200);
    assert.equal(load(text)('#code').attr('value'), code);
    await post({ code: 'nonsense' }, '/w').expect(422);
    await supertest(test.app).post('/w').type('form').send('code=a&code=b').expect(400);
  });

  it('sets no cookie, sends no referrer, is not cached', async () => {
    const { headers } = await post({ code: nextCode() }).expect(200);
    assert.equal(headers['set-cookie'], undefined);
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cache-control'], 'no-store');
  });

  it('says which state a wave is in, with the date', async () => {
    const visit = () => supertest(test.app).get(`/w/${open.wave._id}`);
    const { opensAt, closesAt } = open.wave;
    test.clock.set(new Date(opensAt!.getTime() - 1000));
    assert.match((await visit().expect(200)).text, /هنوز شروع نشده است[\s\S]*۱۴۰۵\/۰۹\/۰۱/);
    test.clock.set(new Date(closesAt!.getTime() + 1000));
    assert.match((await visit().expect(200)).text, /مهلت این پیمایش در ۱۴۰۵\/۰۹\/۱۲/);
    test.clock.set(new Date(closesAt!.getTime() + 49 * 3_600_000));
    assert.match((await visit().expect(200)).text, /به پایان رسیده است[\s\S]*۱۲ آذر ۱۴۰۵/);
    test.clock.set(noon);
    await WaveModel.updateOne({ _id: open.wave._id }, { $set: { state: 'withdrawn', withdrawnAt: noon } });
    assert.match((await visit().expect(200)).text, /لغو شده است[\s\S]*۲ آذر ۱۴۰۵/);
    await WaveModel.updateOne({ _id: open.wave._id }, { $set: { state: 'open', withdrawnAt: null } });
    await supertest(test.app).get('/w/nosuchwave').expect(404);
  });
});
