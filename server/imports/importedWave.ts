/** The wave that an import makes: as if launched, counted and released, with every office as its own unit. */
import type { Instrument } from '../instruments/instrument.ts';
import type { OfficeRecord } from '../offices/officeFile.ts';
import type { Wave } from '../waves/wave.ts';
import { createJob } from '../waves/waveJobs.ts';
import type { WaveOffice, WaveUnit } from '../waves/waveUnit.ts';

export interface ImportedWave {
  id: string;
  title: string;
  instruments: Instrument[];
  offices: readonly OfficeRecord[];
  opensAt: Date | null;
  closesAt: Date | null;
  minimum: number;
  previous: string | null;
  actor: string;
  now: Date;
}

const minDetail = 10;

function waveOffices(offices: readonly OfficeRecord[]): WaveOffice[] {
  const codes = new Set(offices.map(({ code }) => code));
  return offices.map(({ code, level, nameFa, nameEn, parent, headcount }) => ({
    code,
    level,
    nameFa,
    nameEn: nameEn ?? '',
    parent: parent !== null && codes.has(parent) ? parent : null,
    headcount: headcount ?? null,
    unit: code,
  }));
}

/** Each office by itself, asked every background question of the file. */
export function unitsOf(offices: readonly WaveOffice[], instruments: readonly Instrument[]): WaveUnit[] {
  const asked = instruments.flatMap((instrument) => instrument.demographics.map(({ id }) => id));
  const demographics = [...new Set(asked)];
  return offices.map(({ code, nameFa, nameEn, headcount }) => ({
    code,
    kind: 'office',
    nameFa,
    nameEn,
    offices: [code],
    headcount,
    demographics,
    verifyingKey: null,
  }));
}

/** Fields that only launched waves use. */
const neverLaunched = {
  firstPage: { sponsor: '', purpose: '', contact: '', afterLastTime: '' },
  promise: null,
  sealingKey: null,
  keysFingerprint: null,
  previewReadAt: null,
  backupTestedAt: null,
  codeRequests: [],
  headcountCorrections: [],
  daily: null,
  launchedAt: null,
  warnings: [],
} satisfies Partial<Wave>;

/**
 * Unlike at a launch, small offices are not joined: the data has already been collected by office, so only disclosure control protects
 * them. During the import the wave is closed and has a job; releasing it is the last step.
 */
export function importedWave(wave: ImportedWave): Wave {
  const offices = waveOffices(wave.offices);
  return {
    ...structuredClone(neverLaunched),
    _id: wave.id,
    title: wave.title,
    state: 'closed',
    imported: true,
    commentsJoin: true,
    pilot: false,
    instrumentIds: wave.instruments.map(({ id }) => id),
    instruments: wave.instruments,
    offices,
    units: unitsOf(offices, wave.instruments),
    minimum: wave.minimum,
    minimumDetail: Math.max(minDetail, wave.minimum),
    headsAnswerAt: 'own',
    targetRate: 0.6,
    opensAt: wave.opensAt,
    closesAt: wave.closesAt,
    graceHours: 0,
    audiences: ['managers'],
    releasedTo: [],
    resultsWords: null,
    previous: wave.previous,
    job: createJob('import', { actor: wave.actor, now: wave.now }, 0),
    recoveryCopies: [],
    recoveryDestroyed: [],
    revision: 0,
    closedAt: wave.closesAt,
    countedAt: wave.now,
    releasedAt: null,
    withdrawnAt: null,
    purgedAt: null,
    erasure: null,
    count: { received: 0, counted: 0, unitsDone: [] },
    empty: 0,
  };
}
