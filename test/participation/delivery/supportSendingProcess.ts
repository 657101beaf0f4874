/**
 * A process that sends, to be killed: `prepare COUNT`, then `send SMTP_URL MINUTES` (the clock stands that long after
 * noon), in the end `use WAVE CODES…`, which uses each right with its first code and tells what each code finds.
 */
import { connect } from '../../../server/database/connect.ts';
import { deliverRound } from '../../../server/participation/delivery/deliverRound.ts';
import { openSenders } from '../../../server/participation/delivery/senders.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { claimRight, getRight } from '../../../server/participation/invitationRight.ts';
import { fixedClock, noon } from '../../support/fixedClock.ts';
import { inviteAddresses } from '../../support/inbox.ts';
import { situation } from '../../support/situation.ts';

const [dataDir = '', task = '', ...asked] = process.argv.slice(2);

const keyDir = `${dataDir}-keys`;

const tasks: Record<string, () => Promise<unknown>> = {
  async prepare() {
    const { wave } = await situation.openWave({ keyDir, offices: 1, invitations: 0 });
    const people = Array.from({ length: Number(asked[0]) }, (_, at) => `person${at}@example.ir`);
    await inviteAddresses({ wave: wave._id, keyDir }, noon, people);
    return wave._id;
  },
  async send() {
    const [smtpUrl = '', minutes] = asked;
    const clock = fixedClock(new Date(noon.getTime() + Number(minutes) * 60_000));
    const senders = openSenders({
      mail: { smtpUrl, from: 'survey@example.ir', perMinute: 1 },
      sms: undefined,
    });
    await deliverRound({ senders, clock, baseUrl: 'https://p.ea.ir', keyDir }, { email: 1000, sms: 0 });
    senders.close();
  },
  async use() {
    const [wave = '', ...codes] = asked;
    const found = await Promise.all(codes.map((code) => getRight(wave, code)));
    const first = new Map(found.map(({ _id }, at) => [_id, codes[at]]).reverse() as [string, string][]);
    for (const [id, code] of first) await claimRight(wave, code, id, null);
    const after = await Promise.all(codes.map((code) => getRight(wave, code)));
    const used = await InvitationModel.countDocuments({ used: true });
    return {
      unusedBefore: found.every((right) => !right.used),
      usedAfter: after.every((right) => right.used),
      used,
    };
  },
};

const store = await connect({ mongodbUri: undefined, dataDir });
const result = await tasks[task]!();
await store.close();
process.send?.(result ?? null, () => process.exit(0));
