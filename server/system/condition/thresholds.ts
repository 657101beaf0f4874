/** The limits from which a part is amber or red. The page shows each beside its part, so a change here changes what is promised there. */
import type { CheckName, PhraseValue } from './check.ts';

const megabyte = 1024 * 1024;

export const thresholds = {
  disk: { amberBytes: 1024 * megabyte, redBytes: 256 * megabyte, amberTimesData: 2 },
  backup: { amberHours: 30, redHours: 72 },
  /** Shares of what the process may have, and bytes that the machine has left for all. */
  memory: { amberShare: 0.7, redShare: 0.9, amberFreeBytes: 256 * megabyte, redFreeBytes: 64 * megabyte },
  certificate: { amberDays: 21, redDays: 7 },
  clock: { amberSeconds: 5, redSeconds: 60 },
  channel: { redMinutes: 60 },
  jobs: { redMinutes: 30, stuckMinutes: 10, stillMinutes: 5 },
} as const;

const { disk, backup, memory, certificate, clock, channel, jobs } = thresholds;

const diskRule = {
  amber: { bytes: disk.amberBytes },
  amberTimes: disk.amberTimesData,
  red: { bytes: disk.redBytes },
};

/** What the sentences under `system:rule.` name. */
export const ruleValues: Record<CheckName, Record<string, PhraseValue>> = {
  store: {},
  disk: diskRule,
  backup: { amber: backup.amberHours, red: backup.redHours },
  backupDisk: diskRule,
  memory: {
    amber: { share: memory.amberShare },
    amberFree: { bytes: memory.amberFreeBytes },
    red: { share: memory.redShare },
    redFree: { bytes: memory.redFreeBytes },
  },
  certificate: { amber: certificate.amberDays, red: certificate.redDays },
  clock: { amber: clock.amberSeconds, red: clock.redSeconds },
  email: { red: channel.redMinutes },
  sms: { red: channel.redMinutes },
  jobs: { red: jobs.redMinutes },
  waveJobs: {},
  data: {},
};
