/** The page of the system's condition, its JSON, what the first page shows, and the mail when something turns red. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { mongo } from 'mongoose';
import { isOutOfSpace } from '../../server/database/isOutOfSpace.ts';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import {
  ChannelModel,
  channelFailed,
  channelSucceeded,
} from '../../server/participation/delivery/channel.ts';
import { conditionJob } from '../../server/system/condition/conditionJob.ts';
import { judgeDisk } from '../../server/system/condition/judgeMachine.ts';
import { conditionJson, presentCheck } from '../../server/system/condition/presentCondition.ts';
import { roundBegan, roundEnded } from '../../server/system/jobs/jobRounds.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { createJob } from '../../server/waves/waveJobs.ts';
import { noon } from '../support/fixedClock.ts';
import { type MailServer, mailServer } from '../support/mailServer.ts';
import { people, postForm, signInAs } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';

const mail = (url: string) => ({ smtpUrl: url, from: 'survey@example.ir', perMinute: 60 });

describe('the page of the system’s condition', () => {
  const desk = useDesk(async () => undefined);
  let server: MailServer;
  before(async () => {
    server = await mailServer();
  });
  after(() => server.stop());
  beforeEach(() => {
    server.taken.length = 0;
    desk.config.mail = mail(server.url);
  });
  const job = () => conditionJob(desk.config);
  const minutes = (count: number) => desk.clock.advanceHours(count / 60);
  const failMail = () => channelFailed('email', 'ECONNREFUSED', desk.clock.now());

  it('shows each part with its state and rule, and a program the same as JSON', async () => {
    const page = load((await desk.agent.get('/desk/system').expect(200)).text);
    assert.equal(page('html').attr('dir'), 'rtl');
    const parts = page('tbody th')
      .toArray()
      .map((part) => page(part).text());
    for (const part of ['پایگاه داده', 'فضای دیسک', 'حافظه', 'ساعت سرور', 'رایانامه', 'نسخهٔ برنامه'])
      assert.ok(parts.includes(part), part);
    assert.doesNotMatch(page('main').text(), /system:|finding\.|\{\{|undefined/);
    const { body } = await desk.agent.get('/desk/system/condition.json').expect(200);
    assert.equal(body.checks.length, parts.length);
    const disk = body.checks.find(({ name }: { name: string }) => name === 'disk');
    assert.ok(disk.facts.free > 0 && disk.facts.size >= disk.facts.free);
    const sizes = body.checks.flatMap(({ facts }: { facts: Record<string, unknown> }) =>
      Object.values(facts).filter((fact) => typeof fact === 'number' && fact > 1e6),
    );
    assert.ok(sizes.length >= 3);
    for (const size of sizes)
      assert.equal(size % (16 * 1024 ** 2), 0, 'in steps, so that no answer moves it');
  });

  it('tells of a store that is an answer larger, or ten thousand, what it told before, in words as in numbers', () => {
    const reader = readerOfLanguage('en');
    const [gigabyte, step] = [1024 ** 3, 16 * 1024 ** 2];
    const told = (more: number) => {
      const disk = { free: 50 * gigabyte + step - more, size: 90 * gigabyte, data: gigabyte + 1 + more };
      const check = judgeDisk(disk);
      return JSON.stringify([presentCheck(check, reader), conditionJson([check], noon, reader)]);
    };
    assert.equal(told(2_000), told(0));
    assert.equal(told(step - 1), told(0));
    assert.notEqual(told(step), told(0));
  });

  it('tells what is wrong on the first page of administrators, and of nobody else', async () => {
    await failMail();
    const first = (await desk.agent.get('/desk').expect(200)).text;
    assert.match(load(first)('.condition-list').text(), /رایانامه: از .+ هیچ پیامی ارسال نشده است/);
    await channelSucceeded('email', desk.clock.now());
    const { text } = await desk.agent.get('/desk').expect(200);
    assert.doesNotMatch(load(text)('.condition-list').text(), /رایانامه/);
    await failMail();
    const auditor = await signInAs(desk.app, people.auditor);
    assert.doesNotMatch((await auditor.get('/desk').expect(200)).text, /condition-list/);
  });

  it('names a wave whose work has stopped', async () => {
    const stopped = { ...createJob('count', { actor: 'sara', now: desk.clock.now() }, 3), error: 'no room' };
    await WaveModel.create({ _id: 'stopped', title: 'دورهٔ مانده', state: 'closed', job: stopped });
    const { body } = await desk.agent.get('/desk/system/condition.json').expect(200);
    const found = body.checks.find(({ name }: { name: string }) => name === 'waveJobs');
    assert.equal(found.level, 'amber');
    assert.match(JSON.stringify(found), /دورهٔ مانده/);
  });

  it('keeps the hour of what was sent last and no more: its length would count those who had not answered', async () => {
    desk.clock.set(new Date('2026-11-23T08:47:11.000Z'));
    await channelSucceeded('email', desk.clock.now());
    const stored = await ChannelModel.findById('email').lean();
    assert.equal(stored?.succeededAt?.toISOString(), '2026-11-23T08:00:00.000Z');
  });

  it('mails once when a part turns red, and again only after it was green', async () => {
    await postForm(desk.agent, '/desk/system/notice', { address: 'sara@example.ir' }, '/desk/system');
    desk.config.mail = { ...mail(server.url), alertTo: ['night@example.ir', 'sara@example.ir'] };
    const round = job();
    await failMail();
    await round.run(desk.clock);
    assert.equal(server.taken.length, 0, 'amber is for the page');
    minutes(61);
    for (const _ of [1, 2]) await round.run(desk.clock);
    await job().run(desk.clock);
    const to = server.taken.map(({ to }) => (Array.isArray(to) ? '' : to?.text));
    assert.deepEqual(to.sort(), ['night@example.ir', 'sara@example.ir']);
    assert.match(server.taken[0]?.subject ?? '', /رایانامه از کار افتاده است/);
    assert.match(server.taken[0]?.text ?? '', /SMTP_URL[\s\S]*\/desk\/system/);
    await channelSucceeded('email', desk.clock.now());
    await round.run(desk.clock);
    await failMail();
    minutes(61);
    await round.run(desk.clock);
    assert.equal(server.taken.length, 4);
    round.close();
  });

  it('counts a mail that was not taken as not sent', async () => {
    desk.config.mail = { ...mail(server.url), alertTo: ['night@example.ir'] };
    await failMail();
    minutes(61);
    server.onRecipient = () => ({ code: 451, text: '4.3.0 later' });
    const round = job();
    await round.run(desk.clock);
    server.onRecipient = () => null;
    assert.deepEqual(await round.run(desk.clock), { event: 'alertSent' });
    round.close();
  });

  it('shows other processes how the jobs fare, and that they stand still', async () => {
    roundBegan('deliveries', desk.clock.now());
    roundEnded('deliveries', new mongo.MongoServerError({ message: 'to a@b.ir', code: 1 }), desk.clock.now());
    await job().run(desk.clock);
    const shown = async () => load((await desk.agent.get('/desk/system')).text)('main').text();
    assert.match(await shown(), /ارسال پیام‌ها: آخرین اجرا از .* ناموفق است .*MongoServerError 1/);
    assert.doesNotMatch(await shown(), /a@b\.ir/);
    minutes(6);
    assert.match(await shown(), /هیچ کار زمان‌بندی‌شده‌ای انجام نشده است/);
    roundEnded('deliveries', undefined, desk.clock.now());
  });

  it('refuses an address that is none, and keeps what was typed', async () => {
    const wrong = await postForm(desk.agent, '/desk/system/notice', { address: 'sara@' }, '/desk/system');
    assert.equal(wrong.status, 422);
    assert.equal(load(wrong.text)('#address').val(), 'sara@');
  });
});

describe('an error for want of space', () => {
  const server = (fields: object) => new mongo.MongoServerError({ message: 'refused', ...fields });
  const inside = (error: unknown) => Object.assign(new Error('outer'), { cause: error });
  const system = (code: string) => Object.assign(new Error(code), { code });

  it('is known from every store and from the system, however deep it lies', () => {
    const words = 'WiredTigerIDXX: 28: No space left on device';
    const known = [
      ...['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS'].map(system),
      server({ code: 14031 }),
      server({ code: 1, message: words }),
      server({ code: 8000, message: 'you are over your space quota, using 513 MB of 512 MB' }),
      inside(inside(server({ code: 14031 }))),
      Object.assign(new Error('bulk'), { writeErrors: [{ code: 14031 }] }),
      Object.assign(new Error('bulk'), { result: { writeConcernError: { code: 14031 } } }),
    ];
    for (const error of known) assert.ok(isOutOfSpace(error), String(error));
    for (const error of [null, 'ENOSPC', system('ENOENT'), server({ code: 11000 }), new Error('space')])
      assert.ok(!isOutOfSpace(error), String(error));
  });
});
