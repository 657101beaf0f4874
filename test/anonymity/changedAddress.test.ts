/**
 * An administrator who puts an own address in the place of somebody else's must not learn from the message, or from its absence, whether
 * that person has answered.
 */
import assert from 'node:assert/strict';
import { DeliveryModel } from '../../server/participation/delivery/delivery.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { useMail } from '../participation/delivery/supportMail.ts';
import { storedAddress } from '../support/inbox.ts';
import { type Agent, people, postForm, puppetOf, signInAs } from '../support/people.ts';

const second = { ...people.administrator, username: 'hasan', displayName: 'حسن مدیر' };
const victims = [
  'v0@example.ir',
  'v1@example.ir',
  'v2@example.ir',
  'v3@example.ir',
  'v4@example.ir',
  'v5@example.ir',
];
const answered = new Set([0, 2, 5]);

describe('an address that is changed', () => {
  const post = useMail();
  let one: Agent;
  let other: Agent;
  const ask = (victim: number, by = one, address = `spy${victim}@example.ir`) =>
    postForm(by, `/desk/waves/${post.wave._id}/deliveries/invitation${victim}/address`, {
      channel: 'email',
      address,
    });
  const decide = (victim: number, decision: 'approval' | 'refusal', by: Agent) =>
    postForm(by, `/desk/waves/${post.wave._id}/deliveries/invitation${victim}/address/${decision}`, {});
  const answer = async () => {
    for (const victim of answered) {
      const used = { used: true, blindedHash: 'x' };
      await InvitationModel.updateOne({ _id: `invitation${victim}` }, { $set: used });
    }
  };
  const mailTo = (address: string) =>
    post.server.taken.filter(({ to }) => [to].flat().some((each) => each?.text.includes(address)));

  beforeEach(async () => {
    await post.invite(...victims);
    one = await signInAs(post.test.app, people.administrator);
    other = await signInAs(post.test.app, second);
  });

  it('was never one whose message arrived, used or not: both are refused in the same words', async () => {
    await post.round();
    await answer();
    const answers = [];
    for (const [victim] of victims.entries()) answers.push(await ask(victim));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([409]));
    const plain = answers.map(({ text }) =>
      text
        .replaceAll(/invitation\d|<bdi class="code" translate="no">[0-9a-z]{10}<\/bdi>/g, '')
        .replaceAll(/[0-9a-f]{6,}/g, ''),
    );
    assert.equal(new Set(plain).size, 1);
    assert.equal(await DeliveryModel.countDocuments({ correction: null }), victims.length);
  });

  it('cannot be made one by marking it as wrong, by giving up, or after a reminder came back', async () => {
    await post.round();
    const mark = `/desk/waves/${post.wave._id}/deliveries/invitation0/wrong`;
    await postForm(one, mark, {});
    await DeliveryModel.updateOne({ _id: 'invitation1' }, { $set: { state: 'failed' } });
    await DeliveryModel.updateOne(
      { _id: 'invitation3' },
      { $set: { state: 'refused', purpose: 'reminder' } },
    );
    for (const victim of [0, 1, 3]) assert.equal((await ask(victim)).status, 409);
  });

  it('takes two administrators; then the old address is told and the message goes out in every case', async () => {
    post.server.onRecipient = (address) =>
      address.startsWith('v') ? { code: 550, text: '5.1.1 no such user' } : null;
    await post.round();
    await answer();
    post.server.onRecipient = () => null;
    for (const [victim] of victims.entries()) {
      assert.equal((await ask(victim)).status, 303);
      assert.equal((await decide(victim, 'approval', one)).status, 409, 'nobody approves an own request');
    }
    await post.round();
    assert.equal(post.server.taken.length, 0);
    const puppet = await signInAs(post.test.app, await puppetOf('sara', post.test.clock.now()));
    assert.equal((await decide(0, 'approval', puppet)).status, 409, 'nor by an account of their own making');
    for (const [victim] of victims.entries())
      assert.equal((await decide(victim, 'approval', other)).status, 303);
    await post.round();
    for (const [victim, address] of victims.entries()) {
      const [mail] = mailTo(`spy${victim}@example.ir`);
      assert.ok(mail, `spy ${victim} has a message`);
      const code = post.codeIn(mail.text);
      assert.match(code, /^[0-9A-Z]{20}$/);
      const [notice] = mailTo(address);
      assert.ok(notice, `${address} is told`);
      assert.doesNotMatch(`${notice.subject}${notice.text}${notice.html}`, /spy|#[0-9A-Z]{20}/);
    }
    const stored = await DeliveryModel.find().sort({ _id: 1 }).lean();
    const shapes = stored.map(({ _id, message, bounceToken, ...rest }) => JSON.stringify(rest));
    assert.equal(new Set(shapes).size, 1, 'nothing stored differs between used and unused rights');
    const codes = (await InvitationModel.find().lean()).map(({ codeHashes }) => codeHashes.length);
    assert.equal(new Set(codes).size, 1);
  });

  it('stays as it was when the other administrator refuses', async () => {
    post.server.onRecipient = () => ({ code: 550, text: '5.1.1 no such user' });
    await post.round();
    await ask(1);
    assert.equal((await decide(1, 'refusal', other)).status, 303);
    assert.equal((await decide(1, 'approval', other)).status, 404);
    assert.equal(await storedAddress(post.test.config.keyDir, 'invitation1'), 'v1@example.ir');
  });
});
