/**
 * The job that records the condition every minute and sends a mail when a part turns red. A store that takes no writes is the worst that
 * can happen, so the mail goes out even if nothing can be recorded.
 */
import { type Clock, minuteMs } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { mailSender } from '../../participation/delivery/mailSender.ts';
import type { MailMessage, Sender } from '../../participation/delivery/outcome.ts';
import { jobRounds } from '../jobs/jobRounds.ts';
import { alertReaders } from './alertReaders.ts';
import type { Check, CheckName } from './check.ts';
import { type ConditionConfig, readCondition } from './readCondition.ts';
import { sendAlert } from './sendAlert.ts';
import { findStoredCondition, noteTold, recordCondition } from './storedCondition.ts';

export function conditionJob(config: ConditionConfig & Pick<Config, 'baseUrl'>) {
  const { mail, baseUrl = '' } = config;
  const sender = mail && mailSender(mail);
  const told = new Set<CheckName>();
  return {
    name: 'condition',
    everyMs: minuteMs,
    async run(clock: Clock) {
      const now = clock.now();
      const stored = await findStoredCondition();
      const jobs = { reportedAt: now, rounds: jobRounds() };
      const checks = await readCondition({ config, clock, stored, jobs });
      const day = isoDayOf(now);
      const recording = recordCondition({ now, day, checks, jobs: jobs.rounds });
      const recorded = await recording.catch(() => stored);
      for (const { name, level } of checks) if (level === 'green') told.delete(name);
      for (const name of recorded?.told ?? []) told.add(name);
      const sent = sender ? await alert(checks, told, { sender, mail, baseUrl }) : 0;
      await recording;
      return sent > 0 ? { event: 'alertSent' } : undefined;
    },
    close: () => sender?.close(),
  };
}

interface AlertTools {
  sender: Sender<MailMessage>;
  mail: Config['mail'];
  baseUrl: string;
}

/** Adds to `told` the parts of which somebody has been told now. @returns the number of mails */
async function alert(
  checks: readonly Check[],
  told: Set<CheckName>,
  { sender, mail, baseUrl }: AlertTools,
): Promise<number> {
  const red = checks.filter(({ name, level }) => level === 'red' && !told.has(name));
  if (red.length === 0) return 0;
  const sent = await sendAlert(red, await alertReaders(mail), sender, baseUrl);
  if (sent === 0) return 0;
  for (const { name } of red) told.add(name);
  // A store that takes no writes is red itself; the memory of this process has to do.
  await noteTold([...told]).catch(() => undefined);
  return sent;
}
