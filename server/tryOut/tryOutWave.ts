/**
 * The wave that a try-out plays: three offices that do not exist, frozen by the same rules as at a launch. It is made for one request and
 * stored nowhere; it has no keys and no address at which anybody else could answer.
 */
import { freezeWave } from '../campaigns/launch/freezeWave.ts';
import type { Reader } from '../i18n/reader.ts';
import { readerOfLanguage } from '../i18n/reader.ts';
import { askedTogether } from '../instruments/askedTogether.ts';
import { compileQuestionnaire } from '../instruments/compileQuestionnaire.ts';
import { loadLevels } from '../offices/levels/loadLevels.ts';
import type { AnsweringUnit, AnsweringWave } from '../responses/answeringWave.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import type { WaveOffice } from '../waves/waveUnit.ts';
import type { TryOut } from './tryOut.ts';

/** No wave can have it: ids of waves are random and hold no hyphen in this place. */
export const tryOutId = 'try-out';

/** One with a report of its own, one below it, and one so small that it is reported with the first. */
export const sampleOffices = [
  { code: 'sample', parent: null, headcount: 24 },
  { code: 'sampleLarge', parent: 'sample', headcount: 18 },
  { code: 'sampleSmall', parent: 'sample', headcount: 6 },
] as const;

export async function tryOutWave({ instrument, startedAt, endsAt }: TryOut, { t }: Reader): Promise<Wave> {
  const firstPage = {
    sponsor: t('tryOut:firstPage.sponsor'),
    purpose: t('tryOut:firstPage.purpose'),
    contact: t('tryOut:firstPage.contact'),
    afterLastTime: '',
  };
  const plain = { _id: tryOutId, title: t('tryOut:title'), firstPage, opensAt: startedAt, closesAt: endsAt };
  const made = new WaveModel({ ...plain, state: 'open' }).toObject() as Wave;
  const offices = await namedOffices();
  return { ...made, ...freezeWave({ ...made, offices }, askedTogether([instrument])) };
}

async function namedOffices(): Promise<WaveOffice[]> {
  const levels = (await loadLevels()).inUse.map(({ id }) => id);
  const nameIn = (language: 'fa' | 'en', code: string) =>
    String(readerOfLanguage(language).t(`tryOut:office.${code}`));
  return sampleOffices.map(({ code, parent, headcount }) => ({
    ...{ code, parent, headcount, unit: '' },
    level: levels[Math.min(parent === null ? 1 : 2, levels.length - 1)] ?? '',
    nameFa: nameIn('fa', code),
    nameEn: nameIn('en', code),
  }));
}

/** Nothing is signed in a try-out, so its units have no keys; nor has any of its offices added questions. */
const answeringUnits = ({ units }: Wave) =>
  units.map((unit) => ({ ...unit, local: [] }) as unknown as AnsweringUnit);

/** As the answering pages take it. */
export function tryOutAnswering(wave: Wave): AnsweringWave {
  return {
    wave,
    now: wave,
    phase: 'open',
    questionnaire: compileQuestionnaire(wave.instruments),
    localPlaces: 0,
    units: new Map(answeringUnits(wave).map((unit) => [unit.code, unit])),
  };
}

export function unitOfOffice(wave: Wave, office: string): AnsweringUnit | undefined {
  return answeringUnits(wave).find(({ offices }) => offices.includes(office));
}
