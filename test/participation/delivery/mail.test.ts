/** Mail over a real SMTP server: what is sent to whom, and what its reader finds. */
import assert from 'node:assert/strict';
import { domainToASCII } from 'node:url';
import { load } from 'cheerio';
import supertest from 'supertest';
import { newCode } from '../../../server/participation/code.ts';
import { withdrawPerson } from '../../../server/participation/delivery/changeDelivery.ts';
import { holdWave, resumeWave } from '../../../server/participation/delivery/channel.ts';
import { mailComposer } from '../../../server/participation/delivery/composeMail.ts';
import { DeliveryModel } from '../../../server/participation/delivery/delivery.ts';
import { mailSender } from '../../../server/participation/delivery/mailSender.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { promiseWordings } from '../../../server/waves/promiseWording.ts';
import { WaveModel } from '../../../server/waves/wave.ts';
import { storedAddress } from '../../support/inbox.ts';
import { instrument } from '../../support/situation.ts';
import { voter } from '../../support/voter.ts';
import { useMail } from './supportMail.ts';

const item = instrument().dimensions[0]!.items[0]!.id;

describe('invitations by e-mail', () => {
  const post = useMail();
  const { invite, round, states, codeIn } = post;

  it('sends one mail a person, whose link opens the questionnaire and is counted', async () => {
    await invite('a@example.ir', 'b@example.ir');
    assert.deepEqual(await round(), { sent: 2 });
    assert.deepEqual(await states(), ['sent', 'sent']);
    assert.deepEqual(post.server.taken.map(({ to }) => (Array.isArray(to) ? '' : to?.text)).sort(), [
      'a@example.ir',
      'b@example.ir',
    ]);
    const [mail] = post.server.taken;
    const link = String(load(String(mail?.html))('a').attr('href'));
    assert.ok(link.startsWith(`http://localhost:3000/w/${post.wave._id}#`));
    await supertest(post.test.app).get(new URL(link).pathname).expect(200);
    const code = codeIn(link);
    assert.equal(codeIn(mail?.text), code);
    await voter(post.test.app, post.wave._id).vote(code, { items: { [item]: 4 } });
    assert.equal(await InvitationModel.countDocuments({ used: true }), 1);
  });

  it('comes from one sender, whatever stands in the name, under an id of ASCII', async () => {
    const from = 'پیمایش: استان, ۱۴۰۵; "ویژه" <survey@xn--mgba3gch31f060k.ir>';
    const sender = mailSender({ smtpUrl: post.server.url, from, perMinute: 60 });
    const mail = { subject: 'x', text: 'x', html: 'x' };
    assert.equal(
      (await sender.send('a@example.ir', mail, { id: 'abc', bounceToken: undefined })).kind,
      'sent',
    );
    sender.close();
    const [taken] = post.server.taken;
    const senders = taken?.from?.value ?? [];
    assert.deepEqual(
      senders.map(({ name }) => name),
      ['پیمایش: استان, ۱۴۰۵; "ویژه"'],
    );
    assert.equal(domainToASCII(senders[0]?.address?.split('@')[1] ?? ''), 'xn--mgba3gch31f060k.ir');
    assert.equal(taken?.messageId, '<abc@xn--mgba3gch31f060k.ir>');
    const [returnTo = ''] = post.server.returnTo;
    assert.equal(domainToASCII(returnTo.split('@')[1] ?? ''), 'xn--mgba3gch31f060k.ir');
  });

  it('is Persian from right to left in text and HTML, with fingerprint, promise and sponsor', async () => {
    await invite('a@example.ir');
    await round();
    const [mail] = post.server.taken;
    const page = load(String(mail?.html));
    assert.deepEqual([page('html').attr('dir'), page('html').attr('lang')], ['rtl', 'fa']);
    assert.equal(page('td[dir="rtl"]').length > 8, true);
    assert.equal(page('style, script, img, link').length, 0);
    for (const text of [page('body').text(), mail?.text ?? '']) {
      assert.ok(text.includes(post.wave.keysFingerprint ?? '-'));
      assert.ok(text.includes(post.wave.firstPage.sponsor));
      assert.ok(text.includes('تعهد ما به شما'));
      assert.doesNotMatch(text, /\{\{|messages:|link\.invalid|CODE-CODE/);
    }
    assert.equal(mail?.subject, `دعوت به شرکت در پیمایش \u2068${post.wave.title}\u2069`);
    assert.equal(mail?.headers.get('auto-submitted'), 'auto-generated');
  });

  it('makes the promise in the words that launch froze, whatever the wording is today', async () => {
    const { promise } = await WaveModel.findById(post.wave._id).orFail().lean();
    const today = promiseWordings(post.wave).fa;
    const frozen = { ...today, ...promise?.fa, strong: 'قول آن روز', plain: 'قول سادهٔ آن روز' };
    await WaveModel.updateOne({ _id: post.wave._id }, { $set: { promise: { fa: frozen, en: frozen } } });
    await invite('a@example.ir');
    await round();
    const changed = await WaveModel.findById(post.wave._id).orFail().lean();
    const overHttp = await mailComposer(changed, 'invitation', 'http://survey.example');
    const mails = [
      [post.server.taken[0], frozen.strong],
      [overHttp(newCode()), frozen.plain],
    ] as const;
    for (const [mail, words] of mails)
      for (const text of [load(String(mail?.html))('body').text(), mail?.text ?? '']) {
        assert.ok(text.includes(words));
        assert.ok(!text.includes(today.strong) && !text.includes(today.plain));
      }
  });

  it('keeps neither code nor time of what was sent', async () => {
    await invite('a@example.ir');
    await round();
    const delivery = await DeliveryModel.findOne().lean();
    const kept = JSON.stringify([delivery, await InvitationModel.find().lean()]);
    assert.ok(!kept.includes(codeIn(post.server.taken[0]?.text)));
    assert.deepEqual(
      [delivery?.notBefore, delivery?.claim, delivery?.claimUntil, delivery?.message],
      [null, null, null, ''],
    );
    assert.ok(!Object.values(delivery ?? {}).some((value) => value instanceof Date));
  });

  it('sends nothing before the wave opens, after it closes, while it is held, or to who wants nothing', async () => {
    await invite('a@example.ir', 'b@example.ir');
    const at = (hours: number) => new Date(post.test.clock.now().getTime() + hours * 3_600_000);
    await WaveModel.updateOne({ _id: post.wave._id }, { $set: { opensAt: at(1) } });
    assert.deepEqual(await round(), {});
    await WaveModel.updateOne({ _id: post.wave._id }, { $set: { opensAt: at(-2), closesAt: at(-1) } });
    assert.deepEqual(await round(), {});
    await WaveModel.updateOne({ _id: post.wave._id }, { $set: { closesAt: at(9) } });
    await holdWave(post.wave._id);
    assert.deepEqual(await round(), {});
    await resumeWave(post.wave._id);
    await withdrawPerson(post.wave._id, 'invitation0');
    assert.deepEqual(await round(), { sent: 1 });
    assert.equal(await storedAddress(post.test.config.keyDir, 'invitation0'), null);
  });

  it('sends an invitation whether it was used or not, since its page says what became of it', async () => {
    await invite('a@example.ir', 'b@example.ir');
    await InvitationModel.updateOne({ _id: 'invitation0' }, { $set: { used: true } });
    assert.deepEqual(await round(), { sent: 2 });
    assert.equal(post.server.taken.length, 2);
  });

  it('sends no reminder to an invitation that was used by then, and does not show that it was', async () => {
    await invite('a@example.ir', 'b@example.ir');
    await InvitationModel.updateOne({ _id: 'invitation0' }, { $set: { used: true } });
    await DeliveryModel.updateMany({}, { $set: { purpose: 'reminder' } });
    assert.deepEqual(await round(), { notNeeded: 1, sent: 1 });
    assert.deepEqual(await states(), ['sent', 'sent']);
    const invitations = await InvitationModel.find().lean();
    assert.deepEqual(
      invitations.map(({ codeHashes }) => codeHashes.length),
      [1, 1],
    );
    const [first, second] = await DeliveryModel.find().lean();
    assert.match(`${first?.bounceToken} ${second?.bounceToken}`, /^[a-z0-9]{20} [a-z0-9]{20}$/);
    const alike = { _id: '', bounceToken: '' };
    assert.deepEqual({ ...first, ...alike }, { ...second, ...alike });
  });
});
