/** Waves in which little can be told, and that is known because they were made so: every channel has to say as little. */
import type { Instrument } from '../../server/instruments/instrument.ts';
import { type Stored, storedWave } from '../reportPages/storedWave.ts';
import { type Answer, instrument, type SmallOffice } from '../reports/smallWave.ts';

/** Pseudo-random numbers of 0..1 that are the same each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const point = (value: number): Answer => Math.min(5, Math.max(1, Math.round(value)));

/** Nothing goes with anything: each answer is drawn by itself. */
export const noise: Instrument = {
  ...instrument({
    id: 'noise',
    dimensions: { near: ['n1', 'n2', 'n3'], far: ['f1', 'f2', 'f3'], goal: ['g1', 'g2', 'g3'] },
    outcome: 'goal',
  }),
  title: { fa: 'نوسان', en: 'Noise' },
  ideal: 80,
};

/** One dimension goes firmly against the outcome, and there is no ideal. */
export const opposed: Instrument = {
  ...instrument({
    id: 'opposed',
    dimensions: { burden: ['b1', 'b2', 'b3'], aid: ['a1', 'a2', 'a3'], joy: ['j1', 'j2', 'j3'] },
    outcome: 'joy',
  }),
  title: { fa: 'مخالفت', en: 'Opposition' },
  ideal: null,
};

/** One dimension alone; two items nearly repeat each other, so that one factor fits only improperly. */
export const alone: Instrument = {
  ...instrument({ id: 'alone', dimensions: { only: ['o1', 'o2', 'o3'] } }),
  title: { fa: 'یگانه', en: 'Single' },
  ideal: 51,
};

function noisy(next: () => number): Answer[] {
  return Array.from({ length: 9 }, () => 1 + Math.floor(5 * next()));
}

function opposing(next: () => number): Answer[] {
  const [burden, aid, own] = [next() - 0.5, next() - 0.5, next() - 0.5];
  const joy = -0.9 * burden + 0.2 * aid + 0.2 * own;
  return [burden, burden, burden, aid, aid, aid, joy, joy, joy].map((value) =>
    point(3 + 4.5 * value + (next() - 0.5)),
  );
}

/** Spread evenly over the scale in each office, so that offices differ less than chance would have it. */
function twin(row: number): Answer[] {
  const a = 1 + (row % 5);
  return [a, 1 + ((row * 3 + Math.floor(row / 5)) % 5), row % 6 === 0 ? 1 + ((a + 1) % 5) : a];
}

function office(seed: number, people: number, given: Omit<SmallOffice, 'answers'>): SmallOffice {
  const next = numbers(seed);
  const answers = Array.from({ length: people }, (_, row) => [
    ...noisy(next),
    ...opposing(next),
    ...twin(row),
  ]);
  return { ...given, answers };
}

/** Most of the headquarters were silent, the offices are small, and of one everybody answered. */
export const offices: Record<string, SmallOffice> = {
  root: office(11, 120, { headcount: 300 }),
  north: office(12, 40, { parent: 'root', headcount: 70 }),
  south: office(13, 40, { parent: 'root', headcount: 45 }),
  ten: office(14, 10, { parent: 'root', headcount: 12 }),
  eleven: office(15, 11, { parent: 'root', headcount: 12 }),
  whole: office(16, 20, { parent: 'root', headcount: 20 }),
  six: office(17, 6, { parent: 'root', headcount: 12 }),
};

export const designed: Stored = { id: 'designed', instruments: [noise, opposed, alone], offices };

export const storeDesigned = () => storedWave(designed);
