/** Invitations by e-mail to a real SMTP server: an open wave, a courier, and what tests ask and do. */
import assert from 'node:assert/strict';
import { type DeliveryTools, deliverRound } from '../../../server/participation/delivery/deliverRound.ts';
import { DeliveryModel } from '../../../server/participation/delivery/delivery.ts';
import { openSenders, type Senders } from '../../../server/participation/delivery/senders.ts';
import type { Wave } from '../../../server/waves/wave.ts';
import { inviteAddresses } from '../../support/inbox.ts';
import { type MailServer, mailServer } from '../../support/mailServer.ts';
import { situation } from '../../support/situation.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { useDatabase } from '../../support/testStore.ts';

/** Registers hooks; what is returned can be read in tests only. */
export function useMail() {
  useDatabase();
  let test: TestApp;
  let wave: Wave;
  let server: MailServer;
  let senders: Senders;
  let courier: DeliveryTools;

  beforeEach(async () => {
    test = await testApp();
    ({ wave } = await situation.openWave({
      keyDir: test.config.keyDir,
      offices: 1,
      headcount: 20,
      invitations: 0,
    }));
    server = await mailServer();
    open(server.url);
  });
  afterEach(async () => {
    senders.close();
    await server.stop();
  });

  function open(smtpUrl: string) {
    senders = openSenders({
      mail: { smtpUrl, from: 'پیمایش <survey@example.ir>', perMinute: 60 },
      sms: undefined,
    });
    courier = { senders, clock: test.clock, baseUrl: 'http://localhost:3000', keyDir: test.config.keyDir };
  }

  return {
    get test() {
      return test;
    },
    get wave() {
      return wave;
    },
    get server() {
      return server;
    },
    get courier() {
      return courier;
    },
    /** In the place of the one that was stopped. */
    async anotherServer(): Promise<void> {
      server = await mailServer();
      senders.close();
      open(server.url);
    },
    /** As `invitation0`, `invitation1`, … */
    invite: (...addresses: string[]) =>
      inviteAddresses({ wave: wave._id, keyDir: test.config.keyDir }, test.clock.now(), addresses),
    round: async () => (await deliverRound(courier, most)).email,
    states: async () => (await DeliveryModel.find().sort({ _id: 1 }).lean()).map(({ state }) => state),
    codeIn: (text = '') => /#([0-9A-Z]{20})/.exec(text)?.[1] ?? assert.fail('no code in the mail'),
    minutesLater: (minutes: number) => test.clock.advanceHours(minutes / 60),
  };
}

export const most = { email: 100, sms: 100 };
