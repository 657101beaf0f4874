/** Puts an invented province through the product, as files that are imported or as a wave that was launched and counted. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { createPastWave, demoQuestionnaire, waveOffice } from '../../../server/demo/demoWaves.ts';
import { importWave } from '../../../server/imports/importWave.ts';
import { encodeAnswers } from '../../../server/instruments/answers.ts';
import { OfficeModel } from '../../../server/offices/office.ts';
import { WaveModel } from '../../../server/waves/wave.ts';
import { noon } from '../../support/fixedClock.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import type { InventedProvince, Person } from './inventedProvince.ts';

export interface PublishedWave {
  wave: string;
  /** Everybody who answered: who is where, and (for judging the attack alone) what they answered. */
  people: Person[];
}

export async function publishProvince(province: InventedProvince): Promise<PublishedWave> {
  return province.kind === 'imported' ? imported(province) : launched(province);
}

async function imported({
  instrument,
  parts,
  offices,
  peopleOf,
  seed,
}: InventedProvince): Promise<PublishedWave> {
  const people = offices.flatMap(({ code, people: count }) => peopleOf(code, count));
  const items = instrument.dimensions.flatMap((dimension) => dimension.items.map(({ id }) => id));
  const head = ['office', ...instrument.demographics.map(({ id }) => id), ...items];
  const rows = people.map(({ office, background, answers }) => [office, ...background, ...answers]);
  const responsesFile = join(temporaryFolder('audit'), 'responses.csv');
  writeFileSync(responsesFile, stringify([head, ...rows]));
  const { wave } = await importWave({
    title: `audited ${seed}`,
    instruments: parts.map((part) => part.instrument),
    offices: offices.map(({ code, parent, people: headcount }) => ({
      code,
      level: levelOf(parent),
      nameFa: code,
      parent,
      headcount,
    })),
    officesFile: 'offices.csv',
    responsesFile,
    opensAt: null,
    closesAt: noon,
    minimum: 5,
    previous: null,
    clock: { now: () => noon },
  });
  // A sheet without any answer is no response.
  return { wave, people: people.filter(({ answers }) => answers.some((answer) => answer !== null)) };
}

const levelOf = (parent: string | null) =>
  parent === null ? 'province' : parent === 'o0' ? 'governorate' : 'district';

/** As many of each office answer as chance has it; whoever is not asked a question leaves it out. */
async function launched({
  instrument,
  parts,
  offices,
  peopleOf,
  seed,
}: InventedProvince): Promise<PublishedWave> {
  const stored = offices.map(({ code, parent }) => ({
    _id: code,
    code,
    level: levelOf(parent),
    nameFa: code,
    nameEn: code,
    parent,
  }));
  const instruments = parts.map((part) => part.instrument);
  const questionnaire = demoQuestionnaire(instruments);
  const people: Person[] = [];
  const answersOf = (office: string, count: number) => {
    const answering = peopleOf(office, count);
    people.push(...answering);
    return answering.map(({ background, answers }) => {
      const encoded = encodeAnswers(questionnaire, {
        items: Object.fromEntries(questionnaire.items.map(({ id }, at) => [id, answers[at] ?? null])),
        demographics: Object.fromEntries(
          questionnaire.demographics.map(({ id }, at) => [id, background[at] || null]),
        ),
      });
      return { answers: encoded.items, demographics: encoded.demographics };
    });
  };
  const wave = `launched${seed}`;
  await createPastWave(
    {
      offices: stored.map((office, at) =>
        waveOffice(office as unknown as Parameters<typeof waveOffice>[0], offices[at]!.people),
      ),
      instruments,
      questionnaire,
      opinions: { answersOf },
      seed,
    },
    { id: wave, title: wave, number: 1, opensAt: noon, previous: null },
    () => undefined,
  );
  const { units } = (await WaveModel.findById(wave).lean())!;
  const asked = new Map(
    units.flatMap(({ offices: members, demographics }) =>
      members.map((code) => [code, new Set(demographics)]),
    ),
  );
  return {
    wave,
    people: people.map((person) => ({
      ...person,
      background: person.background.map((option, at) =>
        asked.get(person.office)!.has(instrument.demographics[at]!.id) ? option : '',
      ),
    })),
  };
}

export const forgetOffices = () => OfficeModel.deleteMany({});
