/** All checks as they are at this moment. Reading them writes nothing but the store's small probe. */
import mongoose from 'mongoose';
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { knownSchemaVersion } from '../../database/schemaVersion.ts';
import { writeTrouble } from '../../database/writeTrouble.ts';
import { ChannelModel } from '../../participation/delivery/channel.ts';
import { type MessageChannel, messageChannels } from '../../participation/delivery/delivery.ts';
import { programVersion } from '../../programVersion.ts';
import { WaveModel } from '../../waves/wave.ts';
import { isAbandoned } from '../../waves/waveJobs.ts';
import { findBackupState } from '../backups/backupState.ts';
import { type Check, checkNames } from './check.ts';
import { judgeBackup } from './judgeBackup.ts';
import { judgeCertificate } from './judgeCertificate.ts';
import { judgeChannel } from './judgeChannel.ts';
import { type JobFacts, judgeJobs, judgeWaveJobs, type WaveJobFacts } from './judgeJobs.ts';
import { judgeClock, judgeData, judgeDisk, judgeMemory, judgeStore } from './judgeMachine.ts';
import { readCertificate } from './readCertificate.ts';
import { readDisk, readMemory, readStoreClock } from './readMachine.ts';
import type { StoredCondition } from './storedCondition.ts';

export type ConditionConfig = Pick<
  Config,
  'mongodbUri' | 'dataDir' | 'baseUrl' | 'tls' | 'mail' | 'sms' | 'backup'
>;

export interface ReadFrom {
  config: ConditionConfig;
  clock: Clock;
  /** What was recorded last; null when nothing was. */
  stored: Pick<StoredCondition, 'at'> | null;
  jobs: JobFacts;
}

/** In the order of `checkNames`. */
export async function readCondition({ config, clock, stored, jobs }: ReadFrom): Promise<Check[]> {
  const now = clock.now();
  // The store's own clock is compared with this machine's, whatever a test has set.
  const machineNow = new Date();
  const [trouble, disk, backupDisk, backupState, certificate, storeNow, channels, waveJobs, version] =
    await Promise.all([
      writeTrouble(config.mongodbUri ? null : config.dataDir),
      readDisk(config.dataDir),
      config.backup ? readDisk(config.backup.dir) : null,
      findBackupState(),
      readCertificate(config),
      readStoreClock(),
      readChannels(config, now),
      readWaveJobs(now),
      knownSchemaVersion(),
    ]);
  const differing = storeNow && new Date(now.getTime() + storeNow.getTime() - machineNow.getTime());
  const checks: Check[] = [
    judgeStore(trouble),
    judgeDisk(disk),
    judgeBackup(
      { isSetUp: Boolean(config.backup), hasHook: Boolean(config.backup?.hook), state: backupState },
      now,
    ),
    ...(backupDisk ? [judgeDisk(backupDisk, 'backupDisk')] : []),
    judgeMemory(readMemory()),
    ...(certificate ? [judgeCertificate(certificate, now)] : []),
    judgeClock({ now, storeNow: differing, checkedAt: stored?.at ?? null }),
    ...channels,
    judgeJobs(jobs, now),
    judgeWaveJobs(waveJobs),
    judgeData({ program: programVersion(), ...version }),
  ];
  return checks.sort((a, b) => checkNames.indexOf(a.name) - checkNames.indexOf(b.name));
}

async function readChannels(config: Pick<Config, 'mail' | 'sms'>, now: Date): Promise<Check[]> {
  const states = await ChannelModel.find().lean();
  const isSetUp: Record<MessageChannel, boolean> = { email: Boolean(config.mail), sms: Boolean(config.sms) };
  return messageChannels.map((channel) => {
    const state = states.find(({ _id }) => _id === channel) ?? null;
    return judgeChannel(channel, { isSetUp: isSetUp[channel], state }, now);
  });
}

async function readWaveJobs(now: Date): Promise<WaveJobFacts> {
  const waves = await WaveModel.find({ job: mongoose.trusted({ $ne: null }) }, { title: 1, job: 1 }).lean();
  const unfinished = waves.filter(({ job }) => job && (job.error || isAbandoned(job, now)));
  return {
    running: waves.length - unfinished.length,
    unfinished: unfinished.map(({ title }) => title),
  };
}
