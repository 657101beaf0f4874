/**
 * A mail server takes every message and its word never arrives, so that invitations that people have in their hands are tried again and at last
 * listed, by address, as not delivered. Who has answered meanwhile must not fall out of that list, nor out of what is sent.
 */
import assert from 'node:assert/strict';
import { deliverRound } from '../../server/participation/delivery/deliverRound.ts';
import type { Outcome } from '../../server/participation/delivery/outcome.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { inviteAddresses } from '../support/inbox.ts';
import { people, postForm, signInAs } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { emptyStore, useDatabase } from '../support/testStore.ts';
import { withoutPassing } from './everythingReadable.ts';

const addressOf = (at: number) => `person${at}@example.ir`;
const invited = 8;
/** Minutes until the next attempt, as the queue has them, and a round more. */
const pauses = [5, 15, 60, 240, 720, 1];

const outcomes: Record<string, Outcome> = {
  'perhaps delivered': { kind: 'later', problem: '451', handedOver: true },
  'lost with the line': { kind: 'channelDown', problem: 'timeout', handedOver: true, countsAgainst: true },
  'said to be no address': { kind: 'refused', problem: '550 5.1.1' },
};

describe('an administrator whose mail server loses its word', function () {
  this.timeout(120_000);
  useDatabase();

  /** What is read and sent, round by round, while these answer by the first message that they got. */
  async function told(outcome: Outcome, answering: readonly number[]): Promise<Map<string, string>> {
    await emptyStore();
    const { app, clock, config } = await testApp();
    const { keyDir } = config;
    const { wave } = await situation.openWave({ keyDir, offices: 1, headcount: 40, invitations: 0 });
    const addresses = Array.from({ length: invited }, (_, at) => addressOf(at));
    await inviteAddresses({ wave: wave._id, keyDir }, clock.now(), addresses);
    const agent = await signInAs(app, people.administrator);
    const base = `/desk/waves/${wave._id}`;
    const sentTo: string[] = [];
    const send = async (to: string) => {
      sentTo.push(to);
      return outcome;
    };
    const senders = { email: { send, close: () => undefined } as never, sms: null, close: () => undefined };
    const found = new Map<string, string>();
    const round = async (name: string) => {
      await deliverRound({ senders, clock, baseUrl: 'https://p.ea.ir', keyDir }, { email: 200, sms: 0 });
      found.set(`${name}: sent`, sentTo.splice(0).sort().join());
    };
    const look = async (name: string) => {
      for (const page of ['deliveries', 'participation', '']) {
        const { text, status } = await agent.get(`${base}/${page}`.replace(/\/$/, ''));
        found.set(`${name}: ${page}`, `${status} ${plain(text, wave._id)}`);
      }
    };
    await round('first');
    for (const at of answering)
      await InvitationModel.updateOne({ _id: `invitation${at}` }, { $set: { used: true, blindedHash: 'x' } });
    for (const pause of pauses) {
      clock.advanceHours(pause / 60);
      await round(`${pause} minutes later`);
    }
    await look('in the end');
    await postForm(agent, `${base}/deliveries/retry`, {});
    await look('after the button');
    await round('after the button');
    await look('after one more round');
    const codes = (await InvitationModel.find().sort({ _id: 1 }).lean()).map((one) => one.codeHashes.length);
    found.set('how many codes each has', codes.join());
    return found;
  }

  for (const [what, outcome] of Object.entries(outcomes))
    it(`learns nothing from messages that are ${what}`, async () => {
      const nobody = await told(outcome, []);
      const some = await told(outcome, [1, 4, 5]);
      assert.deepEqual([...some.keys()], [...nobody.keys()]);
      const telling = [...nobody].filter(([about, text]) => some.get(about) !== text);
      assert.deepEqual(
        telling.map(([about]) => about),
        [],
      );
      assert.match(nobody.get('in the end: deliveries')!, /person1@example\.ir/);
    });
});

/** Ids of waves are drawn. */
const plain = (text: string, wave: string) => withoutPassing(text).replaceAll(wave, 'WAVE');
