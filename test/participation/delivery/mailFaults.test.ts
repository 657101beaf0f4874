/** Mail servers that are down, slow, busy or refuse, and killed processes: nothing is lost and nobody is written to twice without need. */
import assert from 'node:assert/strict';
import { addressCipher } from '../../../server/participation/addressCipher.ts';
import { approveAddress, requestAddress } from '../../../server/participation/delivery/changeDelivery.ts';
import { ChannelModel } from '../../../server/participation/delivery/channel.ts';
import { deliverRound } from '../../../server/participation/delivery/deliverRound.ts';
import { DeliveryModel } from '../../../server/participation/delivery/delivery.ts';
import { mailSender } from '../../../server/participation/delivery/mailSender.ts';
import type { Outcome } from '../../../server/participation/delivery/outcome.ts';
import type { Senders } from '../../../server/participation/delivery/senders.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { instrument } from '../../support/situation.ts';
import { voter } from '../../support/voter.ts';
import { most, useMail } from './supportMail.ts';

const item = instrument().dimensions[0]!.items[0]!.id;

/** A server without a line to it, for rounds over many days. */
const mailOnly = (send: (address: string) => Promise<Outcome>): Senders => ({
  email: { send, close() {} },
  sms: null,
  close() {},
});

describe('mail servers that misbehave', () => {
  const post = useMail();
  const { anotherServer, invite, round, states, codeIn, minutesLater } = post;

  it('waits while the server is down, loses nothing and sends each mail once when it is back', async () => {
    await invite('a@example.ir', 'b@example.ir', 'c@example.ir');
    const url = post.server.url;
    await post.server.stop();
    await round();
    assert.deepEqual(await states(), ['waiting', 'waiting', 'waiting']);
    const down = await ChannelModel.findById('email').lean();
    assert.equal(down?.problem, 'ECONNREFUSED');
    assert.deepEqual(await round(), {}, 'the channel is left alone until its time');
    assert.ok((await InvitationModel.find().lean()).every(({ codeHashes }) => codeHashes.length === 0));
    await anotherServer();
    assert.notEqual(post.server.url, url);
    minutesLater(2);
    assert.deepEqual(await round(), { sent: 3 });
    assert.equal(post.server.taken.length, 3);
    assert.deepEqual(await round(), {});
  });

  it('does not start a message again that a slow server is still reading', async () => {
    await invite('a@example.ir');
    let release = () => {};
    let arrived = () => {};
    const reading = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    post.server.onMessage = () =>
      new Promise((resolve) => {
        release = () => resolve(null);
        arrived();
      });
    const first = round();
    await reading;
    assert.deepEqual(await states(), ['sending']);
    assert.deepEqual(await round(), {});
    release();
    assert.deepEqual(await first, { sent: 1 });
    assert.equal(post.server.taken.length, 1);
  });

  it('sends again under the same Message-ID when the line drops in the middle, and both links are one right', async () => {
    await invite('a@example.ir');
    const ids: string[] = [];
    post.server.onMessage = async (drop) => {
      drop();
      return null;
    };
    await round();
    ids.push(String(post.server.taken[0]?.messageId));
    assert.deepEqual(await states(), ['waiting']);
    post.server.onMessage = async () => null;
    minutesLater(6);
    assert.deepEqual(await round(), { sent: 1 });
    ids.push(String(post.server.taken[1]?.messageId));
    assert.equal(ids[0], ids[1]);
    const [first, second] = post.server.taken.map(({ text }) => codeIn(text));
    assert.notEqual(first, second);
    await voter(post.test.app, post.wave._id).vote(String(first), { items: { [item]: 4 } });
    await voter(post.test.app, post.wave._id).right(String(second)).expect(200);
    assert.equal(await InvitationModel.countDocuments({ used: true }), 1);
  });

  it('takes up what a killed process had claimed, after the claim has run out and once', async () => {
    await invite('a@example.ir');
    const claimUntil = new Date(post.test.clock.now().getTime() + 60_000);
    await DeliveryModel.updateOne({}, { $set: { state: 'sending', claim: 'dead', claimUntil } });
    assert.deepEqual(await round(), {});
    minutesLater(2);
    assert.deepEqual(
      await Promise.all([round(), round()]).then((all) => all.map(({ sent = 0 }) => sent).sort()),
      [0, 1],
    );
    assert.equal(post.server.taken.length, 1);
  });

  it('shows an address that the server refuses for good as a task, and sends to the corrected one', async () => {
    await invite('gone@example.ir', 'b@example.ir');
    post.server.onRecipient = (address) =>
      address.startsWith('gone') ? { code: 550, text: '5.1.1 no such user gone@example.ir' } : null;
    assert.deepEqual(await round(), { refused: 1, sent: 1 });
    const refused = await DeliveryModel.findOne({ state: 'refused' }).lean();
    assert.equal(refused?.problem, '550 5.1.1');
    assert.equal((await InvitationModel.findById(refused?._id).lean())?.codeHashes.length, 0);
    const [wave, id] = [post.wave._id, String(refused?._id)];
    const cipher = addressCipher(post.test.config.keyDir, wave);
    await requestAddress(wave, id, { address: 'new@example.ir', askedBy: 'one', cipher });
    assert.deepEqual(await round(), {}, 'another administrator has to approve it');
    await approveAddress(wave, id, { now: post.test.clock.now(), cipher });
    assert.deepEqual(await round(), { sent: 1 });
  });

  it('tries a busy address again at growing intervals and gives up in the end', async () => {
    await invite('a@example.ir');
    post.server.onRecipient = () => ({ code: 450, text: '4.2.1 mailbox busy' });
    for (const wait of [5, 15, 60, 240, 720]) {
      assert.deepEqual(await round(), { later: 1 });
      minutesLater(wait - 1);
      assert.deepEqual(await round(), {});
      minutesLater(2);
    }
    assert.deepEqual(await round(), { later: 1 });
    assert.deepEqual(await states(), ['failed']);
  });

  it('gives up a message whose text the server will not have, without giving up the others for it', async () => {
    await invite('a@example.ir');
    post.server.onMessage = async () => ({ code: 554, text: '5.6.0 message content rejected' });
    for (const wait of [6, 16, 61, 241, 721]) {
      assert.deepEqual(await round(), { channelDown: 1 });
      assert.deepEqual(await states(), ['waiting']);
      minutesLater(wait);
    }
    await round();
    assert.deepEqual(await states(), ['failed']);
    assert.equal((await DeliveryModel.findOne().lean())?.problem, '554 5.6.0');
  });

  it('takes a refusal of ourselves for a fault of the channel, not of ten thousand addresses', async () => {
    await invite('a@example.ir', 'b@example.ir');
    post.server.onRecipient = () => ({ code: 554, text: '5.7.1 relay access denied' });
    await round();
    assert.deepEqual(await states(), ['waiting', 'waiting']);
    assert.equal((await ChannelModel.findById('email').lean())?.problem, '554 5.7.1');
  });

  it('blames no message for a certificate or a name that is wrong, however long that lasts', async () => {
    await invite('a@example.ir');
    for (const smtpUrl of [post.server.url.replace('smtp:', 'smtps:'), 'smtp://nowhere.invalid']) {
      const sender = mailSender({ smtpUrl, from: 'a@example.ir', perMinute: 60 });
      const outcome = await sender.send('b@example.ir', { subject: '', text: '', html: '' }, { id: 'x' });
      sender.close();
      assert.deepEqual(
        { ...outcome, problem: '' },
        { kind: 'channelDown', problem: '', handedOver: false, countsAgainst: false },
        smtpUrl,
      );
    }
  });

  /** What a relay lets through, by the minutes since it was first asked. */
  const paces: [string, { code: number; text: string }, { each: number; minutes: number }][] = [
    [
      'twenty a minute',
      { code: 421, text: '4.7.0 Try again later, closing connection' },
      { each: 20, minutes: 1 },
    ],
    ['five at a time', { code: 452, text: '4.5.3 Too many recipients' }, { each: 5, minutes: 1 }],
    [
      'ten an hour',
      { code: 450, text: '4.7.1 Error: message rate limit exceeded' },
      { each: 10, minutes: 60 },
    ],
    ['thirty a day', { code: 550, text: '5.4.5 Daily sending quota exceeded' }, { each: 30, minutes: 1440 }],
  ];
  for (const [name, refusal, { each, minutes }] of paces)
    it(`sends to all sixty people over a relay that takes ${name} (${refusal.code} ${refusal.text})`, async () => {
      await invite(...Array.from({ length: 60 }, (_, at) => `p${at}@example.ir`));
      const start = post.test.clock.now().getTime();
      const taken = new Map<number, number>();
      post.server.onRecipient = () => {
        const span = Math.floor((post.test.clock.now().getTime() - start) / 60_000 / minutes);
        taken.set(span, (taken.get(span) ?? 0) + 1);
        return (taken.get(span) ?? 0) > each ? refusal : null;
      };
      for (let at = 0; at < 150; at += 1) {
        await round();
        minutesLater(20);
      }
      assert.deepEqual(new Set(await states()), new Set(['sent']));
    });

  /** Addresses at which a server says "not so fast" for ever, and how many others there are. */
  for (const [slow, others] of [
    [1, 30],
    [12, 5],
    [1, 0],
  ] as const)
    it(`gives ${slow} addresses that hear 421 for ever to a person, and ${others} others their mail at once`, async () => {
      const named = (count: number, name: string) =>
        Array.from({ length: count }, (_, at) => `p${at}@${name}.ir`);
      await invite(...named(slow, 'slow'), ...named(others, 'other'));
      const notSoFast = { kind: 'channelDown', problem: '421 4.7.0', handedOver: false } as const;
      const send = async (address: string): Promise<Outcome> =>
        address.endsWith('slow.ir') ? { ...notSoFast, countsAgainst: false, isPace: true } : { kind: 'sent' };
      const courier = { ...post.courier, senders: mailOnly(send) };
      const ends = async (hours: number) => {
        for (let hour = 0; hour < hours && (await states()).includes('waiting'); hour += 1) {
          await deliverRound(courier, most);
          minutesLater(60);
        }
        return (await states()).sort();
      };
      const expected = [...Array(slow).fill('waiting'), ...Array(others).fill('sent')].sort();
      assert.deepEqual(await ends(3), expected, 'nobody waits for them');
      assert.deepEqual(new Set((await ends(12 * 24)).filter((one) => one !== 'sent')), new Set(['failed']));
      assert.equal((await DeliveryModel.findOne({ state: 'failed' }).lean())?.problem, '421 4.7.0');
    });

  it('counts "not so fast" against a message that others have overtaken', async () => {
    await invite(...Array.from({ length: 60 }, (_, at) => `p${at}@example.ir`));
    const first = (await DeliveryModel.findOne().lean())!._id;
    const send = async (address: string): Promise<Outcome> =>
      address === 'p0@example.ir'
        ? { kind: 'channelDown', problem: '421', handedOver: false, countsAgainst: false, isPace: true }
        : { kind: 'sent' };
    await deliverRound({ ...post.courier, senders: mailOnly(send) }, most);
    assert.equal((await DeliveryModel.findById(first).lean())?.attempts, 1);
  });

  /** Refusals of us without a status that says so; each address may be right. */
  for (const text of [
    'relay not permitted',
    'SPF check failed for sender',
    'your IP 192.0.2.1 is listed at a block list',
    'Sender rejected by policy',
    '5.0.0 authentication required',
  ])
    it(`takes «550 ${text}» for a fault of ours, and no address for a wrong one`, async () => {
      await invite('a@example.ir', 'b@example.ir');
      post.server.onRecipient = () => ({ code: 550, text });
      await round();
      assert.deepEqual(await states(), ['waiting', 'waiting']);
    });

  for (const [code, text, ends] of [
    [550, '5.7.54 Unable to relay', 'failed'],
    [550, '5.7.133 sender not authenticated for group', 'failed'],
    [451, '4.7.1 greylisted', 'sent'],
  ] as const)
    it(`lets 40 of 100 people have their mail whom ${code} ${text} does not meet`, async () => {
      await invite(...Array.from({ length: 100 }, (_, at) => `p${at}@${at < 60 ? 'outside' : 'inside'}.ir`));
      const tried = new Map<string, number>();
      post.server.onRecipient = (address) => {
        tried.set(address, (tried.get(address) ?? 0) + 1);
        const isLet = address.endsWith('inside.ir') || (ends === 'sent' && (tried.get(address) ?? 0) > 1);
        return isLet ? null : { code, text };
      };
      const sentIn = async (hours: number) => {
        for (let at = 0; at < hours * 3; at += 1) {
          await round();
          minutesLater(20);
        }
        return (await states()).filter((state) => state === 'sent').length;
      };
      assert.equal(await sentIn(6), ends === 'sent' ? 100 : 40);
      await sentIn(42);
      const outside = (await states()).filter((state) => state === ends).length;
      assert.equal(outside, ends === 'sent' ? 100 : 60, 'nobody waits for ever');
    });
});
