/** Mail servers that are down, slow, busy or refuse, and killed processes: nothing is lost and nobody is written to twice without need. */
import assert from 'node:assert/strict';
import { addressCipher } from '../../../server/participation/addressCipher.ts';
import { approveAddress, requestAddress } from '../../../server/participation/delivery/changeDelivery.ts';
import { ChannelModel } from '../../../server/participation/delivery/channel.ts';
import { DeliveryModel } from '../../../server/participation/delivery/delivery.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { instrument } from '../../support/situation.ts';
import { voter } from '../../support/voter.ts';
import { useMail } from './supportMail.ts';

const item = instrument().dimensions[0]!.items[0]!.id;

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
    await approveAddress(wave, id, { by: 'other', now: post.test.clock.now(), cipher });
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
