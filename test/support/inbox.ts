/** People with addresses, a courier and a file in the place of an SMS gateway: what tests of messages start from. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, type SmsConfig } from '../../server/config.ts';
import { addressCipher, sealAddress } from '../../server/participation/addressCipher.ts';
import { deliverRound } from '../../server/participation/delivery/deliverRound.ts';
import { DeliveryModel, type MessageChannel } from '../../server/participation/delivery/delivery.ts';
import { openSenders } from '../../server/participation/delivery/senders.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import type { TestApp } from './testApp.ts';

/** Invites by address: `invitation0`, `invitation1`, … in office1. */
export async function inviteAddresses(
  { wave, keyDir }: { wave: string; keyDir: string },
  now: Date,
  addresses: readonly string[],
  channel: MessageChannel = 'email',
): Promise<void> {
  const cipher = addressCipher(keyDir, wave);
  for (const [position, address] of addresses.entries()) {
    const one = { _id: `invitation${position}`, wave, office: 'office1', channel };
    await InvitationModel.create({ ...one, unit: 'office1', ...sealAddress(cipher, address) });
    await DeliveryModel.create({ ...one, notBefore: now });
  }
}

/** The address of an invitation as it is stored, opened with the keys; null when it was deleted. */
export async function storedAddress(keyDir: string, invitation: string): Promise<string | null> {
  const { wave, sealedAddress } = await InvitationModel.findById(invitation).orFail().lean();
  return sealedAddress && addressCipher(keyDir, wave).open(sealedAddress);
}

export function smsConfig(environment: Record<string, string>): SmsConfig {
  return readConfig(environment).sms!;
}

/** SMS into a file; `texts` reads what was sent. */
export function smsInbox(test: TestApp) {
  const file = join(temporaryFolder('sms'), 'sent.jsonl');
  const senders = openSenders({ mail: undefined, sms: smsConfig({ SMS_FILE: file }) });
  const courier = { senders, clock: test.clock, baseUrl: 'https://p.ea.ir', keyDir: test.config.keyDir };
  const lines = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
  return {
    round: async () => (await deliverRound(courier, { email: 100, sms: 100 })).sms,
    texts: () => lines().map((line) => JSON.parse(line) as { to: string; text: string }),
  };
}
