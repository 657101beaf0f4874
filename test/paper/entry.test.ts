/** A paper's way into the ballot box: twice by two people, once a slip, and nothing in between that tells what stood on it. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import mongoose from 'mongoose';
import { withdrawWave } from '../../server/campaigns/closing/withdrawWave.ts';
import { decodeAnswers } from '../../server/instruments/answers.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { FirstEntryModel } from '../../server/paper/firstEntry.ts';
import { papersEntered } from '../../server/paper/paperCount.ts';
import { entryKeys, openEntry } from '../../server/paper/sealedEntry.ts';
import { hashCode } from '../../server/participation/code.ts';
import { writeCode } from '../../server/participation/codeText.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { issueCredential } from '../../server/participation/issueCredential.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { decodeBallotContent } from '../../server/responses/ballotContent.ts';
import { ballotOpener } from '../../server/waves/keys/ballotOpener.ts';
import { noon } from '../support/fixedClock.ts';
import { type Agent, csrfOf, people, signInAs } from '../support/people.ts';
import { instrument, type OpenWave, situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { voter } from '../support/voter.ts';

const questionnaire = compileQuestionnaire([instrument()]);
const remark = 'سالن غذاخوری را بزرگ‌تر کنید';

describe('entering papers', () => {
  useDatabase();
  let test: TestApp;
  let open: OpenWave;
  let mina: Agent;
  let reza: Agent;
  let code: string;
  const tokens = new Map<Agent, string>();

  beforeEach(async () => {
    test = await testApp();
    open = await situation.openWave({
      keyDir: test.config.keyDir,
      offices: 1,
      demographics: ['gender'],
      wave: { graceHours: 48 },
    });
    [code = ''] = open.codes.office1 ?? [];
    mina = await signInAs(test.app, people.clerk);
    reza = await signInAs(test.app, { username: 'reza', role: 'clerk' });
    for (const agent of [mina, reza]) tokens.set(agent, csrfOf((await agent.get('/desk')).text));
  });

  const post = (agent: Agent, page: string, fields: Record<string, string>) =>
    agent
      .post(`/desk/papers/${page}`)
      .type('form')
      .send({ _csrf: tokens.get(agent), ...fields });

  /** All items typed as `mark`, but for the changes. */
  function sheet(mark: string, changes: Record<string, string> = {}): Record<string, string> {
    const items = questionnaire.items.map(({ id }) => [`i.${id}`, mark]);
    return {
      code: writeCode(code),
      ...Object.fromEntries(items),
      'd.gender': '1',
      'o.comment': '',
      ...changes,
    };
  }

  const item = (number: number) => `i.${questionnaire.items[number - 1]?.id}`;
  const words = (html: string) => load(html)('main').text();

  async function opened() {
    const open_ = ballotOpener(test.config.keyDir, open.wave._id);
    const ballots = await BallotModel.find();
    return ballots.map(({ sealed }) => {
      const read = decodeBallotContent(questionnaire, open_(sealed) ?? assert.fail());
      return { ...decodeAnswers(questionnaire, read), openAnswers: read.openAnswers };
    });
  }

  it('seals one ballot when two people typed the same, in digits of any kind, and uses up the slip', async () => {
    await post(mina, 'passes', sheet('4', { [item(2)]: '0', [item(3)]: 'n', 'o.comment': remark })).expect(
      303,
    );
    assert.equal(await BallotModel.countDocuments(), 0, 'one entry is no ballot');
    assert.equal(await InvitationModel.countDocuments({ used: true }), 0);
    const second = sheet('۴', {
      [item(2)]: '-',
      [item(3)]: '۹',
      'o.comment': remark,
      code: code.toLowerCase(),
    });
    await post(reza, 'passes', second).expect(303);
    const [ballot, ...more] = await opened();
    assert.equal(more.length, 0);
    assert.equal(ballot?.items[questionnaire.items[0]!.id], 4);
    assert.equal(ballot?.items[questionnaire.items[1]!.id], undefined);
    assert.equal(ballot?.items[questionnaire.items[2]!.id], 'notApplicable');
    assert.deepEqual([ballot?.demographics.gender, ballot?.openAnswers.comment], ['female', remark]);
    assert.equal(await InvitationModel.countDocuments({ used: true }), 1);
    assert.equal(await FirstEntryModel.countDocuments(), 0);
    assert.deepEqual(
      await papersEntered(open.wave._id).then(({ entered, alone }) => [entered, alone]),
      [1, 0],
    );
  });

  it('asks the questions that offices have added, and tells where two entries of them differ', async () => {
    const block = {
      office: 'office1',
      questions: [{ fa: 'اتاق ما گرم است.' }],
      decision: 'approved' as const,
    };
    open = await situation.openWave({
      ...{ keyDir: test.config.keyDir, offices: 2, demographics: ['gender'] },
      wave: { graceHours: 48, localBlocks: [{ ...block, by: 'karim', decidedBy: 'sara', note: '' }] },
    });
    [code = ''] = open.codes.office1 ?? [];
    const page = load((await post(mina, 'entry', { code }).expect(200)).text);
    assert.match(page('label[for="l-1"]').text(), /اتاق ما گرم است/);
    const [elsewhere = ''] = open.codes.office2 ?? [];
    assert.equal(load((await post(mina, 'entry', { code: elsewhere })).text)('[name="l.1"]').length, 0);
    await post(mina, 'passes', sheet('4')).expect(422);
    await post(mina, 'passes', sheet('4', { 'l.1': 'n' })).expect(303);
    const differing = load((await post(reza, 'passes', sheet('4', { 'l.1': '2' })).expect(200)).text);
    assert.equal(differing('fieldset.pass-difference').attr('id'), 'l-1');
    const settled = { ...sheet('4', { 'l.1': '2' }), 'pick.l.1': 'second' };
    await post(reza, 'ballots', settled).expect(303);
    const [ballot] = await BallotModel.find();
    const bytes = ballotOpener(test.config.keyDir, open.wave._id)(ballot!.sealed) ?? assert.fail();
    assert.deepEqual([...decodeBallotContent(questionnaire, bytes, 1).local], [2]);
  });

  it('shows the second clerk nothing of the first entry, only where the two differ', async () => {
    await post(mina, 'passes', sheet('4', { [item(7)]: '2', 'o.comment': remark })).expect(303);
    const blind = load((await post(reza, 'entry', { code }).expect(200)).text);
    assert.equal(blind('input[data-mark]').length, questionnaire.items.length + 1);
    assert.ok(
      blind('input[data-mark]')
        .toArray()
        .every((input) => blind(input).val() === ''),
    );
    assert.ok(!blind.html().includes(remark));
    const typed = sheet('4', { [item(9)]: '0', 'o.comment': remark });
    const page = load((await post(reza, 'passes', typed).expect(200)).text);
    assert.equal(page('fieldset.pass-difference').length, 2);
    assert.match(page('fieldset.pass-difference').first().text(), /۷[\s\S]*۲[\s\S]*۴/);
    assert.equal(await BallotModel.countDocuments(), 0);
  });

  it('sends what was settled on the paper, and nothing before everything is settled', async () => {
    await post(mina, 'passes', sheet('4', { [item(1)]: '1', [item(2)]: '2', [item(3)]: '3' })).expect(303);
    const typed = sheet('4');
    await post(reza, 'passes', typed).expect(200);
    const picks = { [`pick.${item(1)}`]: 'first', [`pick.${item(2)}`]: 'second' };
    const half = await post(reza, 'ballots', { ...typed, ...picks }).expect(422);
    assert.equal(load(half.text)(`input[name="pick.${item(1)}"][value=first]`).attr('checked'), 'checked');
    const wrong = { [`pick.${item(3)}`]: 'other', [`other.${item(3)}`]: '7' };
    await post(reza, 'ballots', { ...typed, ...picks, ...wrong }).expect(422);
    assert.equal(await BallotModel.countDocuments(), 0);
    await post(reza, 'ballots', { ...typed, ...picks, ...wrong, [`other.${item(3)}`]: '۵' }).expect(303);
    const [ballot] = await opened();
    const answers = questionnaire.items.slice(0, 4).map(({ id }) => ballot?.items[id]);
    assert.deepEqual(answers, [1, 4, 5, 4]);
  });

  it('asks one person who does both to say so, and counts it', async () => {
    await post(mina, 'passes', sheet('3')).expect(303);
    const refused = await post(mina, 'passes', sheet('3')).expect(422);
    assert.equal(load(refused.text)(`input[name="${item(1)}"]`).val(), '3', 'what was typed stays');
    assert.equal(await BallotModel.countDocuments(), 0, 'a double click on the first entry is no second one');
    await post(mina, 'passes', sheet('3', { alone: 'yes' })).expect(303);
    assert.equal(await BallotModel.countDocuments(), 1);
    assert.equal((await papersEntered(open.wave._id)).alone, 1);
  });

  it('tells every missing and every wrong mark by number, and keeps the rest', async () => {
    const typed = sheet('5', { [item(2)]: '', [item(4)]: '6', [item(5)]: 'x', 'd.gender': '4' });
    const page = load((await post(mina, 'passes', typed).expect(422)).text);
    const links = page('.error-summary a')
      .toArray()
      .map((link) => page(link).attr('href'));
    const named = [item(2), item(4), item(5), 'd.gender'].map((name) => `#${name.replaceAll('.', '-')}`);
    assert.deepEqual(links, named);
    assert.match(page('.error-summary').text(), /گویهٔ ۲ زده نشده/);
    assert.equal(page(`input[name="${item(4)}"]`).val(), '6');
    assert.equal(page(`input[name="${item(1)}"]`).val(), '5');
    assert.equal(await FirstEntryModel.countDocuments(), 0);
    assert.match(words((await post(mina, 'passes', sheet('0')).expect(422)).text), /خالی محاسبه نمی‌شود/);
  });

  it('refuses codes of nobody, and slips that were used on a phone before or in between', async () => {
    for (const typed of ['', 'no code', '7'.repeat(20)]) {
      assert.match(words((await post(mina, 'entry', { code: typed }).expect(422)).text), /چنین کدی نیست/);
    }
    const [, other = ''] = open.codes.office1 ?? [];
    await voter(test.app, open.wave._id).vote(other, { items: { [questionnaire.items[0]!.id]: 2 } });
    assert.match(words((await post(mina, 'entry', { code: other }).expect(422)).text), /پیش‌تر استفاده شده/);
    await post(mina, 'passes', sheet('4')).expect(303);
    await voter(test.app, open.wave._id).vote(code, { items: { [questionnaire.items[0]!.id]: 1 } });
    const late = await post(reza, 'passes', sheet('4')).expect(422);
    assert.match(words(late.text), /پیش‌تر استفاده شده/);
    assert.equal(await BallotModel.countDocuments(), 2);
    assert.equal(await FirstEntryModel.countDocuments(), 0);
  });

  it('warns on the page of the count of papers that wait for their second entry, and of none once they are in', async () => {
    const count = `/desk/waves/${open.wave._id}/count`;
    const sara = await signInAs(test.app, people.administrator);
    const warning = async () => {
      const page = load((await sara.get(count).expect(200)).text);
      const notice = page('.notice.warning').filter((_, one) => page(one).text().includes('فقط یک بار وارد'));
      return { text: notice.text(), href: notice.find('a').attr('href') };
    };
    assert.equal((await warning()).text, '');
    await post(mina, 'passes', sheet('4')).expect(303);
    const { text, href } = await warning();
    assert.match(text, /۱ پرسشنامهٔ کاغذی/);
    assert.equal(href, `/desk/waves/${open.wave._id}/printing`);
    await sara.get(href ?? '').expect(200);
    await post(reza, 'passes', sheet('4')).expect(303);
    assert.equal((await warning()).text, '');
  });

  it('takes a paper once, however often it is sent', async () => {
    await post(mina, 'passes', sheet('4')).expect(303);
    await Promise.all([post(reza, 'passes', sheet('4')), post(reza, 'passes', sheet('4'))]);
    await post(reza, 'passes', sheet('4')).expect(422);
    assert.equal(await BallotModel.countDocuments(), 1);
    assert.ok((await papersEntered(open.wave._id)).entered <= 1);
  });

  it('goes on where a sending was broken off after the slip was used', async () => {
    await post(mina, 'passes', sheet('4')).expect(303);
    const { keyDir } = test.config;
    const keys = entryKeys(keyDir, open.wave._id, code);
    const stored = await FirstEntryModel.findById(keys.id).orFail();
    const { nonce } = openEntry(keys, stored.box);
    await issueCredential({ keyDir, wave: open.wave._id, code, nonce });
    await post(reza, 'passes', sheet('4')).expect(303);
    assert.equal(await BallotModel.countDocuments(), 1);
  });

  it('takes papers within the grace time and not after it', async () => {
    test.clock.set(open.wave.closesAt!);
    test.clock.advanceHours(47);
    await post(mina, 'passes', sheet('4')).expect(303);
    test.clock.advanceHours(2);
    assert.match(
      words((await post(reza, 'passes', sheet('4')).expect(422)).text),
      /زمان ورود این پیمایش گذشته/,
    );
  });

  it('lets a wrong first entry be taken back', async () => {
    await post(mina, 'passes', sheet('4')).expect(303);
    await post(reza, 'discarding', { code }).expect(303);
    assert.equal(await FirstEntryModel.countDocuments(), 0);
    await post(reza, 'ballots', sheet('4')).expect(409);
  });

  it('keeps a first entry so that the store tells neither whose it is nor what stands on it', async () => {
    const [, other = ''] = open.codes.office1 ?? [];
    await post(mina, 'passes', sheet('4', { 'o.comment': remark })).expect(303);
    await post(mina, 'passes', { ...sheet('1'), code: other }).expect(303);
    const collections = (await mongoose.connection.db?.collections()) ?? [];
    const documents = await Promise.all(collections.map((one) => one.find({}).toArray()));
    const text = textOf(documents);
    for (const secret of [code, writeCode(code), remark, Buffer.from(remark, 'utf16le').toString('hex')]) {
      assert.ok(!text.includes(secret), secret);
    }
    const passes = await FirstEntryModel.find().lean<{ _id: string; box: mongoose.mongo.Binary }[]>();
    assert.deepEqual(Object.keys(passes[0]!).sort(), ['_id', 'box', 'wave']);
    assert.equal(new Set(passes.map(({ box }) => box.buffer.length)).size, 1, 'all of one length');
    const invitations = textOf(await InvitationModel.find().lean());
    for (const { _id } of passes) assert.ok(!invitations.includes(_id) && _id !== hashCode(code));
    const stranger = entryKeys((await testWithOtherKeys()).keyDir, open.wave._id, code);
    assert.ok(
      passes.every(({ _id }) => _id !== stranger.id),
      'the code alone does not find it',
    );
    assert.throws(() => openEntry(stranger, Buffer.from(passes[0]!.box.buffer)));
  });

  /** Someone with the store and the codes, but without KEY_DIR. */
  async function testWithOtherKeys() {
    const { config } = await testApp();
    const { makeWaveKeys } = await import('../../server/waves/keys/makeWaveKeys.ts');
    await makeWaveKeys(config.keyDir, open.wave._id, ['office1']);
    return config;
  }

  it('forgets what was entered once when the wave is withdrawn', async () => {
    await post(mina, 'passes', sheet('4')).expect(303);
    await withdrawWave(open.wave, 'خطا', test.config.keyDir, { actor: 'sara', now: noon });
    assert.equal(await FirstEntryModel.countDocuments(), 0);
  });

  it('shows which waves take papers and how many wait, in the direction of the language', async () => {
    await post(mina, 'passes', sheet('4')).expect(303);
    const page = load((await mina.get('/desk/papers').expect(200)).text);
    assert.equal(page('html').attr('dir'), 'rtl');
    assert.match(page('table').text(), /فرهنگ کار در واحد شما[\s\S]*۱/);
    const admin = await signInAs(test.app, people.administrator);
    await admin.get('/desk/papers').expect(403);
    assert.match((await admin.get(`/desk/waves/${open.wave._id}/printing`).expect(200)).text, /ورود دوم: ۱/);
  });
});

function textOf(value: unknown): string {
  if (value instanceof Uint8Array)
    return `${Buffer.from(value).toString('hex')},${Buffer.from(value).toString('utf8')}`;
  if (value instanceof mongoose.mongo.Binary) return textOf(value.buffer);
  if (Array.isArray(value)) return value.map(textOf).join();
  if (value && typeof value === 'object') return Object.values(value).map(textOf).join();
  return String(value);
}
