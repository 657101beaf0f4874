/** The wave that an import makes: as if launched, counted and released, with every office as a unit of its own. */
import type { Instrument } from '../../instruments/instrument.ts';
import type { OfficeRecord } from '../../offices/officeFile.ts';
import type { Wave } from '../../waves/wave.ts';
import { newJob } from '../../waves/waveJobs.ts';
import type { WaveOffice } from '../../waves/waveUnit.ts';

export interface ImportedWave {
  id: string;
  title: string;
  instruments: Instrument[];
  offices: readonly OfficeRecord[];
  opensAt: Date | null;
  closesAt: Date | null;
  minimum: number;
  previous: string | null;
  now: Date;
}

const leastDetail = 10;

/** Offices without the ones above: the file's roots. */
export function rootsOf(offices: readonly OfficeRecord[]): OfficeRecord[] {
  const codes = new Set(offices.map(({ code }) => code));
  return offices.filter(({ parent }) => parent === null || !codes.has(parent));
}

/**
 * Small offices are not joined here as a launch would: the data has already been collected by office, so what protects them
 * is disclosure control alone. While the import is under way the wave is closed and has a job; releasing it is the last step.
 */
export function importedWave(wave: ImportedWave): Wave {
  const codes = new Set(wave.offices.map(({ code }) => code));
  const offices = wave.offices.map(
    ({ code, level, nameFa, nameEn, parent, headcount }): WaveOffice => ({
      code,
      level,
      nameFa,
      nameEn: nameEn ?? '',
      parent: parent !== null && codes.has(parent) ? parent : null,
      headcount: headcount ?? null,
      unit: code,
    }),
  );
  const demographics = [
    ...new Set(wave.instruments.flatMap((instrument) => instrument.demographics.map(({ id }) => id))),
  ];
  return {
    _id: wave.id,
    title: wave.title,
    state: 'closed',
    imported: true,
    pilot: false,
    instrumentIds: wave.instruments.map(({ id }) => id),
    instruments: wave.instruments,
    offices,
    units: offices.map(({ code, nameFa, nameEn, headcount }) => ({
      code,
      kind: 'office',
      nameFa,
      nameEn,
      offices: [code],
      headcount,
      demographics,
      verifyingKey: null,
    })),
    minimum: wave.minimum,
    minimumDetail: Math.max(leastDetail, wave.minimum),
    headsAnswerAt: 'own',
    targetRate: 0.6,
    opensAt: wave.opensAt,
    closesAt: wave.closesAt,
    graceHours: 0,
    firstPage: { sponsor: '', purpose: '', contact: '', afterLastTime: '' },
    audiences: ['managers'],
    releasedTo: [],
    previous: wave.previous,
    promise: null,
    sealingKey: null,
    keysFingerprint: null,
    previewReadAt: null,
    backupTestedAt: null,
    job: newJob('import', { actor: 'cli', now: wave.now }, 0),
    codeRequests: [],
    headcountCorrections: [],
    daily: null,
    revision: 0,
    launchedAt: null,
    closedAt: wave.closesAt,
    countedAt: wave.now,
    releasedAt: null,
    withdrawnAt: null,
    purgedAt: null,
    count: { received: 0, counted: 0, unitsDone: [] },
    empty: 0,
    warnings: [],
  };
}
