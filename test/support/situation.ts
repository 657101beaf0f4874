/** Situations that tests start from: a launched wave with its keys, and codes for its people. */
import { join } from 'node:path';
import { randomId } from '../../server/database/randomId.ts';
import type { Instrument } from '../../server/instruments/instrument.ts';
import { loadInstruments } from '../../server/instruments/loadInstruments.ts';
import { inviteOffice } from '../../server/participation/inviteOffice.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { makeWaveKeys } from '../../server/waves/keys/makeWaveKeys.ts';
import { type Wave, WaveModel } from '../../server/waves/wave.ts';
import { noon } from './fixedClock.ts';
import { stockedSigningKey } from './signingKeyStock.ts';

export interface OpenWave {
  wave: Wave;
  /** Codes by office, as many as asked for. */
  codes: Record<string, string[]>;
}

const names = ['تبریز', 'مرند', 'اهر', 'هریس', 'کلیبر', 'جلفا'];
const day = 86_400_000;
const surveys = loadInstruments(join(projectRoot, 'surveys'));

export function instrument(id = 'culture'): Instrument {
  const found = surveys.find((one) => one.id === id);
  if (!found) throw new Error(`no instrument ${id}`);
  return structuredClone(found);
}

interface Asked {
  keyDir: string;
  /** Number of offices, each its own unit: `office1`, `office2`, … */
  offices?: number;
  headcount?: number;
  /** Codes made for each office. */
  invitations?: number;
  instruments?: Instrument[];
  /** Demographic questions asked in every unit; all of the instruments when left out. */
  demographics?: string[];
  wave?: Partial<Wave>;
}

/** A wave that opened a day before `noon` and closes ten days after it. */
async function openWave(asked: Asked): Promise<OpenWave> {
  const { keyDir, offices = 2, headcount = 20, invitations = 3, instruments = [instrument()] } = asked;
  const codes = Array.from({ length: offices }, (_, index) => `office${index + 1}`);
  const named = codes.map((code, index) => ({
    code,
    nameFa: `فرمانداری ${names[index % names.length]}`,
    nameEn: `Governorate ${index + 1}`,
    headcount,
  }));
  const _id = randomId(12);
  const keys = await makeWaveKeys(keyDir, _id, codes, () => {}, stockedSigningKey);
  const demographics =
    asked.demographics ?? instruments.flatMap((one) => one.demographics.map(({ id }) => id));
  const wave = await WaveModel.create({
    _id,
    title: 'فرهنگ کار در واحد شما',
    state: 'open',
    instrumentIds: instruments.map(({ id }) => id),
    instruments,
    offices: named.map((one) => ({ ...one, level: 'governorate', parent: null, unit: one.code })),
    units: named.map((one) => ({
      ...one,
      kind: 'office',
      offices: [one.code],
      demographics: [...new Set(demographics)],
      verifyingKey: keys.verifyingKeys[one.code],
    })),
    opensAt: new Date(noon.getTime() - day),
    closesAt: new Date(noon.getTime() + 10 * day),
    launchedAt: new Date(noon.getTime() - 2 * day),
    firstPage: {
      sponsor: 'استانداری آذربایجان شرقی',
      purpose:
        'استانداری می‌خواهد بداند کار در فرمانداری‌ها و بخشداری‌ها چگونه پیش می‌رود، تا برنامهٔ سال آینده بر پایهٔ نظر همکاران نوشته شود.',
      contact: 'دفتر توسعهٔ مدیریت، ۰۴۱۳۵۲۹۱۰۰۰',
      afterLastTime: '',
    },
    sealingKey: keys.sealingKey,
    keysFingerprint: keys.fingerprint,
    audiences: ['managers', 'employees'],
    ...asked.wave,
  });
  const made: Record<string, string[]> = {};
  for (const code of invitations > 0 ? codes : []) {
    const open = { ...wave.toObject(), state: 'open' as const };
    made[code] = await inviteOffice({ wave: open, office: code, count: invitations });
  }
  return { wave: wave.toObject() as Wave, codes: made };
}

export const situation = { openWave };
