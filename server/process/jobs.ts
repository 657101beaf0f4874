/** Scheduled work. It runs in the process that owns the store; each job has its own rounds, one at a time. */

import { webhookJob } from '../api/webhooks/webhookJob.ts';
import { advanceWaves } from '../campaigns/advanceWaves.ts';
import { digestJob } from '../campaigns/digest/digestJob.ts';
import { eraseWavesSoon } from '../campaigns/erasure/eraseWaves.ts';
import { accountQueue } from '../campaigns/messages/accountQueue.ts';
import { checkInJob } from '../campaigns/messages/checkInNotices.ts';
import { thanksJob } from '../campaigns/messages/thankOffices.ts';
import { retentionJob } from '../campaigns/retention/retainWaves.ts';
import { seriesJob } from '../campaigns/series/prepareDrafts.ts';
import { type Clock, minuteMs, systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { noteRefusedWrite } from '../database/writeTrouble.ts';
import { createLogger } from '../http/logger.ts';
import { deleteExpiredSessions } from '../http/storedSession.ts';
import { bounceJob } from '../participation/bounce/bounceJob.ts';
import { deliveryJob } from '../participation/delivery/deliveryJob.ts';
import type { MailMessage } from '../participation/delivery/outcome.ts';
import { sendOneMail } from '../participation/delivery/sendOneMail.ts';
import { suggestionJob } from '../suggestionReview/suggestionJob.ts';
import { backupJob } from '../system/backups/backupJob.ts';
import { conditionJob } from '../system/condition/conditionJob.ts';
import { roundBegan, roundEnded } from '../system/jobs/jobRounds.ts';
import { syslogJob } from '../system/syslog/syslogJob.ts';
import { tryOutJob } from '../tryOut/tryOutJob.ts';

/**
 * What a round has to say to the log: words and no numbers. The messages or failed addresses of a running wave, added up over its rounds,
 * would be the invitations that were not used.
 */
export interface JobNote {
  [about: string]: string | readonly string[] | undefined;
}

/** A round is idempotent: it does what is due; if it fails, the next one tries again. */
export interface Job {
  name: string;
  everyMs: number;
  /** @param isStopping long rounds call it between two steps. @returns what to log, if anything */
  run(clock: Clock, isStopping: () => boolean): Promise<JobNote | undefined>;
  close?(): void;
}

export const jobsOf = (config: Config, sessionSecret: string): Job[] => [
  {
    name: 'waves',
    everyMs: minuteMs,
    run: async (clock) => void (await advanceWaves(clock.now(), config.keyDir)),
  },
  {
    name: 'erasure',
    everyMs: minuteMs,
    // Nobody waits for it: a large store takes longer than a server that is told to stop may wait.
    run: async (clock) => void eraseWavesSoon(config.dataDir, clock),
  },
  {
    name: 'sessions',
    everyMs: 10 * minuteMs,
    run: async (clock) => void (await deleteExpiredSessions(clock.now())),
  },
  deliveryJob(config, accountQueue),
  bounceJob(config),
  digestJob(config),
  checkInJob,
  thanksJob,
  suggestionJob({ keyDir: config.keyDir, baseUrl: config.baseUrl ?? '', sendMail: oneMail(config) }),
  backupJob(config),
  ...(config.syslog ? [syslogJob(config)] : []),
  conditionJob(config),
  retentionJob(config),
  seriesJob(),
  tryOutJob,
  webhookJob(sessionSecret),
];

/** Whether it was taken is not told: its line in a log would say when suggestions were opened, and to whom. */
function oneMail(config: Config) {
  const send = sendOneMail(config);
  return send && (async (address: string, mail: MailMessage) => void (await send(address, mail)));
}

/** Starts the rounds; the returned function stops them and resolves when the present ones are done. */
export function startJobs(config: Config, sessionSecret: string): () => Promise<void> {
  const logger = createLogger(config.logLevel);
  let isStopping = false;
  const running = jobsOf(config, sessionSecret).map((job) => {
    const runOnce = async () => {
      if (isStopping) return;
      roundBegan(job.name, systemClock.now());
      try {
        const result = await job.run(systemClock, () => isStopping);
        if (result) logger.info({ job: job.name, ...result });
        roundEnded(job.name, undefined, systemClock.now());
      } catch (error) {
        noteRefusedWrite(error);
        logger.error({ err: error, job: job.name });
        roundEnded(job.name, error ?? new Error('unknown'), systemClock.now());
      }
    };
    let round = runOnce();
    let isWaiting = false;
    const timer = setInterval(() => {
      if (isWaiting) return;
      isWaiting = true;
      round = round.then(() => {
        isWaiting = false;
        return runOnce();
      });
    }, job.everyMs);
    return async () => {
      clearInterval(timer);
      await round;
      job.close?.();
    };
  });
  return async () => {
    isStopping = true;
    await Promise.all(running.map((stop) => stop()));
  };
}
