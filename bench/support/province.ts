/** The invented province of the benchmarks: 68 offices, three instruments with 70 items, answers drawn from a fixed seed. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unitsOf } from '../../server/imports/importedWave.ts';
import type { Answers } from '../../server/instruments/answers.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import type { Instrument } from '../../server/instruments/instrument.ts';
import { loadInstruments } from '../../server/instruments/loadInstruments.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import type { Wave } from '../../server/waves/wave.ts';
import type { WaveOffice } from '../../server/waves/waveUnit.ts';

const wanted = ['culture', 'trust', 'empowerment'];

export function instruments(): Instrument[] {
  const all = loadInstruments(join(projectRoot, 'surveys'));
  return wanted.map((id) => all.find((one) => one.id === id)!);
}

export const questionnaire = compileQuestionnaire(instruments());

/** One province, 21 governorates, 46 districts. `headcount` of each; null: unknown. */
export function offices(headcount: number | null): WaveOffice[] {
  return Array.from({ length: 68 }, (_, at) => {
    const level = at === 0 ? 'province' : at < 22 ? 'governorate' : 'district';
    const parent = at === 0 ? null : at < 22 ? 'o0' : `o${1 + ((at - 22) % 21)}`;
    return {
      code: `o${at}`,
      level,
      nameFa: `دستگاه ${at}`,
      nameEn: `Office ${at}`,
      parent,
      headcount,
      unit: `o${at}`,
    };
  });
}

/** A launched wave over all offices; what is given overrides it. */
export function waveOf(id: string, given: Partial<Wave>): Partial<Wave> {
  const places = given.offices ?? offices(null);
  return {
    _id: id,
    title: 'نوبت سنجش',
    state: 'open',
    instrumentIds: wanted,
    instruments: instruments(),
    offices: places,
    units: unitsOf(places, instruments()),
    opensAt: new Date(Date.now() - 86_400_000),
    closesAt: new Date(Date.now() + 86_400_000),
    launchedAt: new Date(Date.now() - 86_400_000),
    ...given,
  };
}

/** A generator that gives the same numbers (0..1) each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A person of middling mood: answers lean the same way, one in fifty is left out. Background answers lean to the first options. */
export function randomAnswers(random: () => number): Required<Pick<Answers, 'items' | 'demographics'>> {
  const mood = random();
  const items = questionnaire.items.flatMap(({ id, points }) => {
    if (random() < 0.02) return [];
    const at = (mood + random() + random()) / 3;
    return [[id, 1 + Math.min(points - 1, Math.floor(at * points))] as const];
  });
  const demographics = questionnaire.demographics.map(({ id, options }) => {
    const at = Math.floor(random() * random() * options.length);
    return [id, options[at]!.id] as const;
  });
  return { items: Object.fromEntries(items), demographics: Object.fromEntries(demographics) };
}

export interface Folders {
  root: string;
  dataDir: string;
  keyDir: string;
  remove(): void;
}

export function temporaryFolders(): Folders {
  const root = mkdtempSync(join(tmpdir(), 'farhangsanj-bench-'));
  const [dataDir, keyDir] = [join(root, 'data'), join(root, 'keys')];
  for (const folder of [dataDir, keyDir]) mkdirSync(folder, { mode: 0o700 });
  return { root, dataDir, keyDir, remove: () => rmSync(root, { recursive: true, force: true }) };
}
