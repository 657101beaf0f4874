/**
 * The queue as its page shows it. Nothing here shows who has answered: invitations are sent whether they were used or not, and a
 * reminder that a used one no longer needs counts as sent. Nor how many have: reminders go only to unused invitations, so after a reminder
 * waiting and sent are one number by office, and by channel the number of waiting messages is given in steps.
 */
import type { AppContext } from '../../appContext.ts';
import { inWholeSteps } from '../../disclosure/steppedParticipation.ts';
import type { Reader } from '../../i18n/reader.ts';
import { addressCipherIfKeys } from '../../participation/addressCipher.ts';
import { BounceCountModel, BounceMailboxModel } from '../../participation/bounce/bounceCount.ts';
import { failingChannels, isHeld } from '../../participation/delivery/channel.ts';
import { type MessageChannel, messageChannels } from '../../participation/delivery/delivery.ts';
import {
  type DeliverySummary,
  deliveryTasks,
  sendingProgress,
  summariseDeliveries,
} from '../../participation/delivery/summariseDeliveries.ts';
import { hasReminded } from '../../participation/reminder/queueReminder.ts';
import { writeMobile } from '../../tables/reading/readMobile.ts';
import { treeRows } from '../../waves/present.ts';
import type { Wave } from '../../waves/wave.ts';
import { phaseOf } from '../../waves/wavePhase.ts';
import { inSteps, lostInSteps, mergeUnderWay, statesIn } from './queueSteps.ts';

const maxTasks = 100;

/** Progress of sending; null when nothing waits to be sent, and after a reminder, when it would count the people reminded. */
export async function progressOf({ _id }: Pick<Wave, '_id'>) {
  if (await hasReminded(_id)) return null;
  const progress = await sendingProgress(_id);
  return progress.finished ? null : progress;
}

/** @param isRevealing once reminders were sent, which come back only from people who have not answered: counted in steps */
async function presentBounces(
  { _id, units, minimum }: Wave,
  { mail }: AppContext['config'],
  isRevealing: boolean,
) {
  const stored = await BounceCountModel.findById(_id).lean();
  const shown = (count: number) => {
    if (!isRevealing) return count;
    return units.length > 1 ? inWholeSteps(count, minimum) : 0;
  };
  const count = { failed: shown(stored?.failed ?? 0), delayed: shown(stored?.delayed ?? 0) };
  const mailbox = mail?.bounceImapUrl ? await BounceMailboxModel.findById('imap').lean() : null;
  return { ...count, hasMailbox: Boolean(mail?.bounceImapUrl), mailbox };
}

export async function presentDeliveries(
  wave: Wave,
  { config, clock }: Pick<AppContext, 'config' | 'clock'>,
  reader: Reader,
) {
  const now = clock.now();
  const summary = await summariseDeliveries(wave._id);
  const isRevealing = await hasReminded(wave._id);
  const counted = [...summary.channels.values()];
  const lost = lostInSteps(summary, wave);
  const channelStates = statesIn(isRevealing ? counted.map((counts) => inSteps(counts, wave)) : counted);
  const officeStates = statesIn(isRevealing ? counted.map(mergeUnderWay) : counted);
  const tree = treeRows(wave.offices, reader);
  const names = new Map(tree.map(({ code, name }) => [code, name]));
  const down = await failingChannels();
  const tasks = await deliveryTasks(wave._id, maxTasks, addressCipherIfKeys(config.keyDir, wave._id));
  const canSend = Boolean(config.mail || config.sms);
  const [held, phase] = [await isHeld(wave._id), phaseOf(wave, now)];
  const isPublic = /^https:\/\//.test(config.baseUrl ?? '') || config.baseUrl === undefined;
  return {
    total: summary.total,
    channelStates,
    officeStates,
    channels: channelRows(summary, wave, config, isRevealing),
    officeRows: tree.flatMap((row) => {
      const counts = summary.offices.get(row.code);
      return counts ? [{ ...row, counts: isRevealing ? mergeUnderWay(counts) : counts }] : [];
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
    failed: [...summary.channels.values(), ...lost].reduce((sum, { failed }) => sum + failed, 0),
    held,
    phase,
    progress: canSend && phase === 'open' && !held && down.length === 0 ? await progressOf(wave) : null,
    bounces: await presentBounces(wave, config, isRevealing),
    lostReminders: lost,
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
  isRevealing: boolean,
) {
  return messageChannels.flatMap((channel) => {
    const counts = channels.get(channel);
    if (!counts) return [];
    const isConfigured = Boolean(channel === 'email' ? config.mail : config.sms);
    return [{ channel, counts: isRevealing ? inSteps(counts, wave) : counts, isConfigured }];
  });
}
