/** The running wave of the demo: real keys, real invitations, sealed ballots of the people who have answered so far. */
import mongoose from 'mongoose';
import type { Config } from '../config.ts';
import { randomId } from '../database/randomId.ts';
import { decodeAnswers } from '../instruments/answers.ts';
import { writeCode } from '../participation/codeText.ts';
import { InvitationModel } from '../participation/invitation.ts';
import { inviteOffice } from '../participation/inviteOffice.ts';
import { BallotModel } from '../responses/ballot.ts';
import { encodeBallotContent } from '../responses/ballotContent.ts';
import { seal } from '../responses/submitBallot.ts';
import { makeWaveKeys } from '../waves/keys/makeWaveKeys.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import type { WaveUnit } from '../waves/waveUnit.ts';
import { demoComments } from './demoComments.ts';
import { demoDay, demoFirstPage, frozen, type Province, unitAnswers } from './demoWaves.ts';

/** The share of the final responses that has arrived. */
const arrivedShare = 0.6;
/** Offices whose unused codes are printed, to try answering. */
const tryOffices = ['ea-hq', 'ea-mianeh', 'ea-mianeh-torkamanchay'];

export interface OpenDemoWave {
  ballots: number;
  /** Codes to try, with the office's name. */
  codes: { office: string; code: string }[];
}

export async function createOpenWave(
  province: Province,
  input: { id: string; title: string; number: number; previous: string; now: Date; config: Config },
  onProgress: (step: 'keys' | 'ballots', done: number, all: number) => void,
): Promise<OpenDemoWave> {
  const wave = await launch(province, input, (done, all) => onProgress('keys', done, all));
  const result: OpenDemoWave = { ballots: 0, codes: [] };
  for (const [position, unit] of wave.units.entries()) {
    const invited = await inviteUnit(wave, unit.offices);
    const arrived = await storeArrivals(province, {
      wave,
      unit,
      waveNumber: input.number,
      invited: invited.length,
    });
    const used = mongoose.trusted({ $in: await firstIds(wave._id, unit.code, arrived) });
    await InvitationModel.updateMany({ _id: used }, { $set: { used: true } });
    result.ballots += arrived;
    for (const office of unit.offices.filter((code) => tryOffices.includes(code))) {
      const name = wave.offices.find(({ code }) => code === office)?.nameFa ?? office;
      const unused = await inviteOffice({ wave, office, count: 2, consentBy: 'demo' });
      result.codes.push(...unused.map((code) => ({ office: name, code: writeCode(code) })));
    }
    onProgress('ballots', position + 1, wave.units.length);
  }
  return result;
}

async function launch(
  province: Province,
  input: { id: string; title: string; previous: string; now: Date; config: Config },
  onProgress: (done: number, all: number) => void,
): Promise<Wave> {
  const parts = frozen(province);
  const keys = await makeWaveKeys(
    input.config.keyDir,
    input.id,
    parts.units.map(({ code }) => code),
    onProgress,
  );
  const units = parts.units.map((unit) => ({ ...unit, verifyingKey: keys.verifyingKeys[unit.code] ?? null }));
  const opensAt = demoDay(input.now, -8);
  const wave = await WaveModel.create({
    _id: input.id,
    title: input.title,
    state: 'open',
    instrumentIds: province.instruments.map(({ id }) => id),
    ...parts,
    units,
    firstPage: demoFirstPage,
    audiences: ['managers', 'employees'],
    resultsWords: 'سیب-باران-پروانه',
    opensAt,
    closesAt: demoDay(input.now, 13),
    graceHours: 0,
    launchedAt: opensAt,
    previous: input.previous,
    sealingKey: keys.sealingKey,
    keysFingerprint: keys.fingerprint,
  });
  return wave.toObject() as Wave;
}

/** One invitation for each person, minus the two that are printed for trying. */
async function inviteUnit(wave: Wave, offices: readonly string[]): Promise<string[]> {
  const codes = await Promise.all(
    offices.map((code) => {
      const headcount = wave.offices.find((office) => office.code === code)?.headcount ?? 0;
      const reserved = tryOffices.includes(code) ? 2 : 0;
      return inviteOffice({ wave, office: code, count: Math.max(0, headcount - reserved) });
    }),
  );
  return codes.flat();
}

async function firstIds(wave: string, unit: string, count: number): Promise<string[]> {
  const found = await InvitationModel.find({ wave, unit }, { _id: 1 }).sort({ _id: 1 }).limit(count).lean();
  return found.map(({ _id }) => _id);
}

interface Arrivals {
  wave: Wave;
  unit: WaveUnit;
  waveNumber: number;
  invited: number;
}

/** Stores the ballots that have arrived from a unit. @returns how many */
async function storeArrivals(
  province: Province,
  { wave, unit, waveNumber, invited }: Arrivals,
): Promise<number> {
  const people = unitAnswers(province, unit, waveNumber);
  const arrived = people.slice(0, Math.min(invited, Math.round(people.length * arrivedShare)));
  const texts = demoComments(arrived.length, province.seed + people.length);
  const question = province.questionnaire.openQuestions[0]?.id ?? 'comment';
  await BallotModel.insertMany(
    arrived.map(({ answers, demographics }, position) => {
      const decoded = decodeAnswers(province.questionnaire, { items: answers, demographics });
      const openAnswers = texts[position] ? { [question]: texts[position] } : {};
      const content = encodeBallotContent(province.questionnaire, { ...decoded, openAnswers });
      return {
        _id: randomId(52),
        wave: wave._id,
        unit: unit.code,
        sealed: seal(content, wave.sealingKey ?? ''),
      };
    }),
  );
  return arrived.length;
}
