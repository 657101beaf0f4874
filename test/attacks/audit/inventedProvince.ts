/**
 * A random province whose people are as they are in life: background questions hang together (the women are mostly in one post, the
 * guards are men), some profiles do not exist, offices are tiny, and some offices are of one mind.
 */
import { type Instrument, instrumentSchema } from '../../../server/instruments/instrument.ts';
import { type Chance, chanceFrom } from './chance.ts';

export interface Person {
  office: string;
  /** An option of each question, in the order of the questions. */
  background: string[];
  /** 1 to 5, null where not answered, item by item. */
  answers: (number | null)[];
}

export interface InventedOffice {
  code: string;
  parent: string | null;
  people: number;
}

export interface InventedProvince {
  seed: number;
  kind: 'imported' | 'launched';
  /** All questions and dimensions that are asked, as one. */
  instrument: Instrument;
  /** The instruments that are asked together, each with the position of its first item among all. */
  parts: readonly InstrumentPart[];
  offices: InventedOffice[];
  /** So many people of an office, the same each time. */
  peopleOf(office: string, count: number): Person[];
}

export interface InstrumentPart {
  instrument: Instrument;
  from: number;
}

const questions: Record<string, string[]> = {
  sex: ['woman', 'man'],
  post: ['clerk', 'expert', 'guard'],
  tenure: ['new', 'some', 'long'],
  degree: ['school', 'university'],
  age: ['young', 'middle', 'old'],
  contract: ['fixed', 'open'],
};

const text = (fa: string) => ({ fa });
const points = 5;

function instrumentOf(chance: Chance): Instrument {
  const asked = chance.shuffled(Object.keys(questions)).slice(0, chance.between(2, 6));
  const dimensions = Array.from({ length: chance.between(2, 3) }, (_, d) => ({
    id: `d${d}`,
    title: text(`d${d}`),
    items: Array.from({ length: chance.between(1, 3) }, (_, i) => ({
      id: `d${d}i${i}`,
      text: text(`d${d}i${i}`),
      reverse: false,
    })),
  }));
  return instrumentSchema.parse({
    id: 'audited',
    version: 1,
    title: text('audited'),
    scale: { points, labels: Array.from({ length: points }, (_, i) => text(String(i + 1))) },
    dimensions,
    demographics: asked.map((id) => ({
      id,
      title: text(id),
      options: questions[id]!.map((option) => ({ id: option, title: text(option) })),
    })),
  });
}

/** A pulse beside it: one dimension, one of the questions of the other, and one that nobody else asks. */
function pulseBeside({ demographics, scale }: Instrument, chance: Chance): Instrument {
  const items = Array.from({ length: chance.between(1, 5) }, (_, i) => ({
    id: `pulse${i}`,
    text: text(`pulse${i}`),
    reverse: false,
  }));
  const shift = {
    id: 'shift',
    title: text('shift'),
    options: ['day', 'night'].map((id) => ({ id, title: text(id) })),
  };
  return instrumentSchema.parse({
    id: 'pulse',
    version: 1,
    title: text('pulse'),
    scale,
    dimensions: [{ id: 'pulsed', title: text('pulsed'), items }],
    demographics: [demographics[0], shift],
  });
}

/** As if the second were a part of the first. */
function joined(first: Instrument, second: Instrument): Instrument {
  const known = new Set(first.demographics.map(({ id }) => id));
  return {
    ...first,
    dimensions: [...first.dimensions, ...second.dimensions],
    demographics: [...first.demographics, ...second.demographics.filter(({ id }) => !known.has(id))],
  };
}

const itemsOf = ({ dimensions }: Instrument) => dimensions.flatMap(({ items }) => items).length;

const sizes = {
  tiny: [
    [1, 4],
    [3, 5],
    [10, 13],
  ],
  imported: [
    [1, 4],
    [5, 14],
    [5, 14],
    [15, 40],
    [15, 40],
    [40, 90],
  ],
  launched: [
    [5, 30],
    [40, 90],
    [60, 160],
    [120, 260],
  ],
} as const;

function officesOf(chance: Chance, kind: InventedProvince['kind']): InventedOffice[] {
  const count = chance.between(3, 8);
  const isTiny = kind === 'imported' && chance.happens(0.3);
  return Array.from({ length: count }, (_, at) => {
    const [low, high] = chance.oneOf<readonly [number, number]>(sizes[isTiny ? 'tiny' : kind]);
    return {
      code: `o${at}`,
      parent: at === 0 ? null : `o${chance.between(0, Math.min(at - 1, 2))}`,
      people: chance.between(low, high) + (at === 0 ? 10 : 0),
    };
  });
}

type Mood = (chance: Chance) => number;
/** From those of many minds to those of one. */
const moods: Mood[] = [
  (chance) => chance.between(1, 5),
  (chance) => chance.between(2, 4),
  (chance) => chance.between(3, 5),
  (chance) => chance.between(1, 3),
  (chance) => (chance.happens(0.9) ? chance.between(4, 5) : chance.between(1, 5)),
  (chance) => (chance.happens(0.9) ? chance.between(1, 2) : chance.between(1, 5)),
  () => 3,
  () => 5,
  (chance) => (chance.happens(0.1) ? 3 : 5),
];
const isUnanimous = (mood: Mood) => moods.indexOf(mood) >= 6;

/** People of an office: how strongly their kind decides their background, which kinds there are, and what they think. */
function peopleFrom(seed: number, instrument: Instrument) {
  const ofProvince = chanceFrom(seed * 31 + 7);
  const kinds = ofProvince.between(2, 3);
  const usual = Array.from({ length: kinds }, () =>
    instrument.demographics.map(({ options }) => ofProvince.oneOf(options).id),
  );
  const strength = ofProvince.oneOf([0.8, 0.9, 0.97]);
  const missing = ofProvince.oneOf([0, 0, 0.03]);
  const silent = ofProvince.oneOf([0, 0, 0.05]);
  const ofOneMind = ofProvince.oneOf([0.2, 0.2, 0.8]);
  return (office: string, count: number): Person[] => {
    const chance = chanceFrom(seed * 101 + Number(office.slice(1)));
    const mood = chance.oneOf(chance.happens(ofOneMind) ? moods.slice(4) : moods.slice(0, 4));
    const first = chance.oneOf([0.3, 0.5, 0.8]);
    return Array.from({ length: count }, () => {
      const kind = chance.happens(first) ? 0 : chance.between(0, kinds - 1);
      const level = mood(chance);
      return {
        office,
        background: instrument.demographics.map(({ options }, question) => {
          if (chance.happens(silent)) return '';
          return chance.happens(strength) ? usual[kind]![question]! : chance.oneOf(options).id;
        }),
        answers: instrument.dimensions.flatMap(({ items }) =>
          items.map(() => {
            if (chance.happens(missing)) return null;
            if (isUnanimous(mood)) return level;
            return Math.min(points, Math.max(1, level + chance.between(-1, 1) * Number(chance.happens(0.6))));
          }),
        ),
      };
    });
  };
}

export function inventProvince(seed: number, kind: InventedProvince['kind']): InventedProvince {
  const chance = chanceFrom(seed);
  const instrument = instrumentOf(chance);
  const offices = officesOf(chance, kind);
  return {
    ...{ seed, kind, instrument, offices },
    parts: [{ instrument, from: 0 }],
    peopleOf: peopleFrom(seed, instrument),
  };
}

/** The same with a pulse asked beside it. */
export function inventWithPulse(seed: number, kind: InventedProvince['kind']): InventedProvince {
  const province = inventProvince(seed, kind);
  const pulse = pulseBeside(province.instrument, chanceFrom(seed * 7 + 3));
  const instrument = joined(province.instrument, pulse);
  return {
    ...province,
    instrument,
    parts: [...province.parts, { instrument: pulse, from: itemsOf(province.instrument) }],
    peopleOf: peopleFrom(seed, instrument),
  };
}
