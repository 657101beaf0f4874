/** The waves of the demo: past ones, counted and released, and one that is running. Dates depend on the day of the run. */

import { freezeWave } from '../campaigns/launch/freezeWave.ts';
import { dayMs, plusMs } from '../clock.ts';
import { publishThemes } from '../comments/themes/publishThemes.ts';
import { randomId } from '../database/randomId.ts';
import { compileQuestionnaire, type Questionnaire } from '../instruments/compileQuestionnaire.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { Office } from '../offices/office.ts';
import { publishWaveReports } from '../reports/making/publishWaveReports.ts';
import { createTallier } from '../reports/tally/createTallier.ts';
import { tallyLayout } from '../reports/tally/tallyLayout.ts';
import { saveTally } from '../reports/tally/tallyModel.ts';
import { CommentModel } from '../responses/comment.ts';
import { ResponseModel } from '../responses/response.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import type { WaveOffice, WaveUnit } from '../waves/waveUnit.ts';
import { demoComments } from './demoComments.ts';
import { addPastInvitations } from './demoInvitations.ts';
import type { createDemoOpinions, DemoAnswers } from './demoOpinions.ts';

export interface Province {
  offices: WaveOffice[];
  instruments: Instrument[];
  questionnaire: Questionnaire;
  opinions: ReturnType<typeof createDemoOpinions>;
  seed: number;
}

export const demoDay = (now: Date, days: number) => plusMs(now, days * dayMs);

export const demoFirstPage = {
  sponsor: 'معاونت توسعهٔ مدیریت و منابع استانداری آذربایجان شرقی',
  purpose:
    'هدف از این پیمایش، شناخت وضعیت موجود فرهنگ سازمانی و تدوین برنامهٔ سال آینده بر اساس نظر همکاران است.',
  contact: 'دبیرخانهٔ پیمایش، اتاق ۲۱۴، داخلی ۳۳۱',
  afterLastTime:
    'جلسه‌های هفتگی کوتاه‌تر شد، هشت کارگاه آموزشی برگزار شد و پاسخ پیشنهادهای همکاران هر سه ماه در تابلوی اعلانات نصب شد.',
};

export function waveOffice(office: Office, headcount: number | null): WaveOffice {
  const { _id: code, level, nameFa, nameEn, parent } = office;
  return { code, level, nameFa, nameEn, parent, headcount, unit: '' };
}

/** Between 45 and 90 per cent, different for each office and wave. */
function responseShare(office: string, waveNumber: number): number {
  const mixed = [...office].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1009, 7);
  return 0.45 + 0.45 * (((mixed + 61 * waveNumber + 1009) % 1009) / 1009);
}

export function frozen(province: Province) {
  return freezeWave({ offices: province.offices, minimum: 5, minimumDetail: 10 }, province.instruments);
}

/** Makes a counted and released wave. @returns the number of its responses */
export async function createPastWave(
  province: Province,
  input: { id: string; title: string; number: number; opensAt: Date; previous: string | null },
  onProgress: (done: number, all: number) => void,
): Promise<number> {
  const { number, opensAt } = input;
  const parts = frozen(province);
  const closesAt = demoDay(opensAt, 21);
  await WaveModel.create({
    _id: input.id,
    title: input.title,
    state: 'released',
    instrumentIds: province.instruments.map(({ id }) => id),
    ...parts,
    firstPage: demoFirstPage,
    audiences: ['managers', 'employees', 'public'],
    releasedTo: ['managers', 'employees', 'public'],
    resultsWords: 'انار-کبوتر-دریا',
    opensAt,
    closesAt,
    launchedAt: opensAt,
    closedAt: closesAt,
    countedAt: demoDay(closesAt, 3),
    releasedAt: demoDay(closesAt, 10),
    previous: input.previous,
  } satisfies Partial<Wave>);
  let responses = 0;
  const invited = new Map<string, number>();
  for (const [position, unit] of parts.units.entries()) {
    responses += await fillUnit(province, input.id, unit, number);
    const countsOf = (office: string) => peopleOf(province, office, number);
    invited.set(unit.code, await addPastInvitations(input.id, unit, countsOf));
    onProgress(position + 1, parts.units.length);
  }
  await WaveModel.updateOne(
    { _id: input.id },
    {
      $set: {
        count: { received: responses, counted: responses, unitsDone: parts.units.map(({ code }) => code) },
      },
    },
  );
  await publishWaveReports(input.id, undefined, invited);
  await publishThemes(input.id);
  return responses;
}

function peopleOf(province: Province, code: string, number: number) {
  const headcount = province.offices.find((office) => office.code === code)?.headcount ?? 0;
  return { headcount, answered: Math.round(headcount * responseShare(code, number)) };
}

/** The answers of the people of one unit; a unit is asked only some of the background questions. */
export function unitAnswers(province: Province, unit: WaveUnit, number: number): DemoAnswers[] {
  const asked = province.questionnaire.demographics.map(({ id }) => unit.demographics.includes(id));
  const people = unit.offices.flatMap((code) =>
    province.opinions.answersOf(code, peopleOf(province, code, number).answered, number),
  );
  for (const { demographics } of people) {
    for (const [position, isAsked] of asked.entries()) if (!isAsked) demographics[position] = 0;
  }
  return people;
}

async function fillUnit(province: Province, wave: string, unit: WaveUnit, number: number): Promise<number> {
  const people = unitAnswers(province, unit, number);
  const tallier = createTallier(tallyLayout(province.instruments));
  for (const { answers, demographics } of people) tallier.add(answers, demographics);
  await saveTally(wave, unit.code, tallier.tally);
  const ids = { wave, unit: unit.code };
  await ResponseModel.insertMany(
    people.map(({ answers, demographics }) => ({
      _id: randomId(),
      ...ids,
      answers: Buffer.from(answers),
      demographics: Buffer.from(demographics),
    })),
  );
  const question = province.questionnaire.openQuestions[0]?.id ?? 'comment';
  const texts = demoComments(people.length, province.seed + number + unit.code.length * 13 + people.length);
  await CommentModel.insertMany(
    texts.map((text) => ({ _id: randomId(), ...ids, question, text, review: 'approved' })),
  );
  return people.length;
}

export function demoQuestionnaire(instruments: readonly Instrument[]): Questionnaire {
  return compileQuestionnaire(instruments);
}
