/**
 * The queue as its page shows it. Nothing here says who has answered: a message that a used invitation no longer needs counts as sent.
 * Nor how many: only unused invitations are reminded, so once there has been a reminder, waiting and sent are one number by office, and
 * by channel what waits is given in steps.
 */
import type { AppContext } from '../../appContext.ts';
import type { Reader } from '../../i18n/reader.ts';
import { BounceCountModel, BounceMailboxModel } from '../../participation/bounce/bounceCount.ts';
import { ChannelModel, isHeld } from '../../participation/delivery/channel.ts';
import { type MessageChannel, messageChannels } from '../../participation/delivery/delivery.ts';
import {
  type DeliverySummary,
  deliveryTasks,
  sendingProgress,
  summariseDeliveries,
} from '../../participation/delivery/summariseDeliveries.ts';
import { writeMobile } from '../../participation/peopleList/readMobile.ts';
import { hasReminded } from '../../participation/reminder/queueReminder.ts';
import { treeRows } from '../../waves/present.ts';
import type { Wave } from '../../waves/wave.ts';
import { phaseOf } from '../../waves/wavePhase.ts';
import { inProgress, inSteps, statesIn } from './queueSteps.ts';

const tasksShown = 100;

/** How far sending has come; null when nothing is about to be sent, and once it would count who is reminded. */
export async function progressOf({ _id }: Pick<Wave, '_id'>) {
  if (await hasReminded(_id)) return null;
  const progress = await sendingProgress(_id);
  return progress.finished ? null : progress;
}

async function presentBounces({ _id }: Wave, { mail }: AppContext['config']) {
  const count = await BounceCountModel.findById(_id).lean();
  const mailbox = mail?.bounceImapUrl ? await BounceMailboxModel.findById('imap').lean() : null;
  return { failed: 0, delayed: 0, ...count, hasMailbox: Boolean(mail?.bounceImapUrl), mailbox };
}

export async function presentDeliveries(
  wave: Wave,
  { config, clock }: Pick<AppContext, 'config' | 'clock'>,
  reader: Reader,
) {
  const now = clock.now();
  const summary = await summariseDeliveries(wave._id);
  const isTelling = await hasReminded(wave._id);
  const counted = [...summary.channels.values()];
  const channelStates = statesIn(isTelling ? counted.map((counts) => inSteps(counts, wave)) : counted);
  const officeStates = statesIn(isTelling ? counted.map(inProgress) : counted);
  const tree = treeRows(wave.offices, reader);
  const names = new Map(tree.map(({ code, name }) => [code, name]));
  const down = await ChannelModel.find().lean();
  const tasks = await deliveryTasks(wave._id, tasksShown);
  const canSend = Boolean(config.mail || config.sms);
  const [held, phase] = [await isHeld(wave._id), phaseOf(wave, now)];
  const isPublic = /^https:\/\//.test(config.baseUrl ?? '') || config.baseUrl === undefined;
  return {
    total: summary.total,
    channelStates,
    officeStates,
    channels: channelRows(summary, wave, config, isTelling),
    officeRows: tree.flatMap((row) => {
      const counts = summary.offices.get(row.code);
      return counts ? [{ ...row, counts: isTelling ? inProgress(counts) : counts }] : [];
    }),
    down: down.map(({ _id, problem, retryAt }) => ({
      channel: _id,
      problem,
      retryAt: retryAt && retryAt > now ? retryAt : null,
    })),
    tasks: tasks.map((task) => ({
      ...task,
      officeName: names.get(task.office) ?? task.office,
      shown: shownAddress(task.channel, task.address, reader),
      asked: task.correction && {
        shown: shownAddress(task.channel, task.correction.address, reader),
        by: task.correction.askedBy,
      },
    })),
    failed: [...summary.channels.values()].reduce((sum, { failed }) => sum + failed, 0),
    held,
    phase,
    progress: canSend && phase === 'open' && !held && down.length === 0 ? await progressOf(wave) : null,
    bounces: await presentBounces(wave, config),
    lostReminders: messageChannels.flatMap((channel) => {
      const lost = summary.lostReminders.get(channel);
      return lost ? [{ channel, ...lost }] : [];
    }),
    missing: { email: !config.mail, sms: !config.sms, address: !isPublic, baseUrl: config.baseUrl ?? '' },
  };
}

function shownAddress(channel: MessageChannel, address: string, { f }: Reader): string {
  return channel === 'sms' && address ? f.digits(writeMobile(address)) : address;
}

function channelRows(
  { channels }: DeliverySummary,
  wave: Wave,
  config: AppContext['config'],
  isTelling: boolean,
) {
  return messageChannels.flatMap((channel) => {
    const counts = channels.get(channel);
    if (!counts) return [];
    const isConfigured = Boolean(channel === 'email' ? config.mail : config.sms);
    return [{ channel, counts: isTelling ? inSteps(counts, wave) : counts, isConfigured }];
  });
}
