/**
 * From an uploaded list to sent invitations: reading and checking, making invitations, sending over SMTP to a server in a process
 * of its own. The yardstick sends mails of the same size with nodemailer alone: no queue, no store, no codes.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../server/clock.ts';
import type { MailConfig } from '../server/config.ts';
import { newCode } from '../server/participation/code.ts';
import { mailComposer } from '../server/participation/delivery/composeMail.ts';
import { deliverRound } from '../server/participation/delivery/deliverRound.ts';
import { DeliveryModel } from '../server/participation/delivery/delivery.ts';
import { mailConnections } from '../server/participation/delivery/mailSender.ts';
import { openSenders } from '../server/participation/delivery/senders.ts';
import { inviteRows } from '../server/participation/peopleList/inviteRows.ts';
import { PeopleListModel, PeopleRowModel } from '../server/participation/peopleList/peopleList.ts';
import { readList } from '../server/participation/peopleList/readList.ts';
import { makeWaveKeys } from '../server/waves/keys/makeWaveKeys.ts';
import { type Wave, WaveModel } from '../server/waves/wave.ts';
import { figure, type Measurement } from './support/figure.ts';
import { offices, temporaryFolders, waveOf } from './support/province.ts';
import { withStore } from './support/withStore.ts';

const baseUrl = 'https://farhang.example.ir';

const people = 10_000;

export const invitations: Measurement = {
  name: 'invitations',
  title: 'Invitations by e-mail',
  yardstick: 'nodemailer alone',
  async run(_sizes, say) {
    say(`${people} people`);
    const folders = temporaryFolders();
    const sink = fork(fileURLToPath(new URL('./support/mailSink.mjs', import.meta.url)));
    const [port] = await once(sink, 'message');
    const mail = {
      smtpUrl: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
      from: 'survey@example.ir',
      perMinute: 1,
    };
    try {
      return await withStore(folders.dataDir, () => measure(people, { mail, keyDir: folders.keyDir }, say));
    } finally {
      sink.disconnect();
      folders.remove();
    }
  },
};

/** Seconds and CPU seconds of this process. */
async function timed(work: () => Promise<unknown>): Promise<{ seconds: number; cpu: number }> {
  const [from, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - from) / 1000, cpu: (user + system) / 1e6 };
}

async function measure(
  people: number,
  { mail, keyDir }: { mail: MailConfig; keyDir: string },
  say: (line: string) => void,
) {
  const places = offices(people);
  await makeWaveKeys(keyDir, 'benchwave', ['o0']);
  await WaveModel.create(waveOf('benchwave', { offices: places }));
  const wave = await WaveModel.findById('benchwave').orFail().lean();
  const rows = Array.from({ length: people }, (_, at) => `o${at % 68},email,person${at}@example.ir`);
  const bytes = Buffer.from(['office,channel,address', ...rows].join('\n'));
  const most = new Map(places.map(({ code }) => [code, people]));
  const list = { _id: 'benchlist', wave: wave._id };
  await PeopleListModel.create(list);
  const reading = await timed(() =>
    readList({ list, bytes, offices: places, allowance: most, clock: systemClock, keyDir }),
  );
  const good = await PeopleRowModel.countDocuments({ list: list._id, problem: '' });
  const inviting = await timed(() => inviteRows(list, wave, most, { clock: systemClock, keyDir }));
  say('invited; sending');
  const senders = openSenders({ mail, sms: undefined });
  const courier = { senders, clock: systemClock, baseUrl, keyDir };
  const sending = await timed(() => deliverRound(courier, { email: people, sms: 0 }));
  const sent = await DeliveryModel.countDocuments({ state: 'sent' });
  if (good !== people || sent !== people) throw new Error(`${good} rows, ${sent} of ${people} sent`);
  say('sent; the same with nodemailer alone');
  const bare = await timed(() => sendBare(people, wave, senders));
  senders.close();
  return [
    figure(`reading and checking a CSV of ${people}`, 's', reading.seconds),
    figure(`making ${people} invitations`, 's', inviting.seconds),
    figure(`sending ${people} mails`, 's', sending.seconds, bare.seconds),
    figure('CPU a mail', 'ms', (1000 * sending.cpu) / people, (1000 * bare.cpu) / people),
  ];
}

async function sendBare(people: number, wave: Wave, { email }: ReturnType<typeof openSenders>) {
  const message = (await mailComposer(wave, 'invitation', baseUrl))(newCode());
  let left = people;
  const work = async () => {
    for (; left > 0; ) {
      left -= 1;
      await email?.send('person@example.ir', message, { id: `bare${left}` });
    }
  };
  await Promise.all(Array.from({ length: mailConnections }, work));
}
