/** Fills an empty store with the demo province: offices with headcounts, people, five past waves, a running one, a draft. */
import { join } from 'node:path';
import { AccountModel } from '../accounts/account.ts';
import { hashPassword } from '../accounts/password.ts';
import type { Config } from '../config.ts';
import { randomId } from '../database/randomId.ts';
import { loadInstruments } from '../instruments/loadInstruments.ts';
import { standingInstrument } from '../instruments/standing.ts';
import { type Office, OfficeModel } from '../offices/office.ts';
import { seedOffices } from '../offices/seedOffices.ts';
import { projectRoot } from '../projectRoot.ts';
import { WaveModel } from '../waves/wave.ts';
import { addDemoCurve } from './demoCurve.ts';
import { addDemoDeliveries } from './demoDeliveries.ts';
import { demoHeadcounts } from './demoHeadcounts.ts';
import { addDemoKiosks } from './demoKiosks.ts';
import { createOpenWave, type OpenDemoWave } from './demoOpenWave.ts';
import { createDemoOpinions } from './demoOpinions.ts';
import { demoPassword, demoPeople } from './demoPeople.ts';
import { addDemoPlans } from './demoPlans.ts';
import { addDemoSuggestions } from './demoSuggestions.ts';
import {
  createPastWave,
  demoDay,
  demoFirstPage,
  demoQuestionnaire,
  type Province,
  waveOffice,
} from './demoWaves.ts';

const seed = 1399;
const instrumentIds = ['culture', 'trust', standingInstrument];
/** Earlier waves of the same province, whose opinions had moved less far, so that there is a trend to see and test. */
const older = [
  { id: 'demo-older-1', title: 'فرهنگ و اعتماد، پنج سال پیش', daysAgo: 1830 },
  { id: 'demo-older-2', title: 'فرهنگ و اعتماد، چهار سال پیش', daysAgo: 1465 },
  { id: 'demo-older-3', title: 'فرهنگ و اعتماد، سه سال پیش', daysAgo: 1100 },
];
const waves = {
  first: { id: 'demo-first', title: 'فرهنگ و اعتماد، دو سال پیش', daysAgo: 735 },
  second: { id: 'demo-second', title: 'فرهنگ و اعتماد، سال گذشته', daysAgo: 370 },
  open: { id: 'demo-open', title: 'فرهنگ و اعتماد، امسال' },
} as const;

export type DemoProgress = (step: string, done: number, all: number) => void;

/** Everything depends on the fixed seed and on `now`. @returns what the terminal shows */
export async function seedDemo(
  config: Config,
  now: Date,
  onProgress: DemoProgress,
): Promise<OpenDemoWave & { wave: string; suggestions: { state: string; code: string }[] }> {
  await seedOffices(now);
  const province = await demoProvince();
  await createPeople();
  onProgress('offices and accounts', 1, 1);
  let previous: string | null = null;
  for (const [index, wave] of [...older, waves.first, waves.second].entries()) {
    const opensAt = demoDay(now, -wave.daysAgo);
    const number = index - older.length;
    await createPastWave(province, { ...wave, number, opensAt, previous }, (done, all) =>
      onProgress(wave.title, done, all),
    );
    previous = wave.id;
  }
  const open = { ...waves.open, number: 2, previous: waves.second.id, now, config };
  const opened = await createOpenWave(province, open, (step, done, all) =>
    onProgress(`${open.title}: ${step}`, done, all),
  );
  const governorates = province.offices.filter(({ level }) => level === 'governorate');
  await addDemoDeliveries(
    waves.open.id,
    governorates.map(({ code }) => code),
    { now, keyDir: config.keyDir },
  );
  await addDemoCurve(waves.open.id, now);
  onProgress('messages', 1, 1);
  await addDemoKiosks(province.offices, now);
  await createDraft(province, now);
  await addDemoPlans({ first: waves.first.id, second: waves.second.id }, now);
  onProgress('plans', 1, 1);
  const suggestions = await addDemoSuggestions(config.keyDir, now);
  onProgress('suggestions', 1, 1);
  return { ...opened, wave: waves.open.id, suggestions };
}

export async function demoProvince(): Promise<Province> {
  const today = '2020-09-01';
  const all = await OfficeModel.find().sort({ _id: 1 }).lean();
  const offices = all.filter(
    ({ validFrom, validTo }) =>
      (validFrom === null || validFrom <= today) && (validTo === null || today <= validTo),
  );
  const headcounts = headcountsOf(offices, seed);
  const later = all.filter((office) => !offices.includes(office));
  for (const [code, headcount] of [...headcounts, ...headcountsOf(later, seed + 1)])
    await OfficeModel.updateOne({ _id: code }, { $set: { headcount } });
  const shipped = loadInstruments(join(projectRoot, 'surveys'));
  const instruments = instrumentIds.flatMap((wanted) => shipped.find(({ id }) => id === wanted) ?? []);
  const questionnaire = demoQuestionnaire(instruments);
  return {
    offices: offices.map((office) => waveOffice(office, headcounts.get(office._id) ?? null)),
    instruments,
    questionnaire,
    opinions: createDemoOpinions(
      questionnaire,
      offices.map(({ _id }) => _id),
      seed,
    ),
    seed,
  };
}

const headcountsOf = (offices: readonly Office[], from: number) =>
  demoHeadcounts(
    offices.map(({ _id: code, level }) => ({ code, level })),
    from,
  );

async function createPeople(): Promise<void> {
  const passwordHash = await hashPassword(demoPassword);
  await AccountModel.insertMany(
    demoPeople.map(({ username, displayName, role, office }) => ({
      _id: randomId(),
      username,
      displayName,
      role,
      grants: office ? [{ office, from: null, to: null }] : [],
      passwordHash,
    })),
  );
}

async function createDraft(province: Province, now: Date): Promise<void> {
  await WaveModel.create({
    _id: 'demo-draft',
    title: 'فرهنگ مالی، پیش‌نویس',
    state: 'draft',
    instrumentIds: ['financial', standingInstrument],
    offices: province.offices,
    firstPage: demoFirstPage,
    opensAt: demoDay(now, 30),
    closesAt: demoDay(now, 51),
  });
}
