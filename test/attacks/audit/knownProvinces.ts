/** Provinces made by hand, each with what a fault once was found in. */
import { type InventedProvince, inventProvince, type Person } from './inventedProvince.ts';

type Made = Pick<InventedProvince, 'offices' | 'instrument'> & {
  sheetOf(office: string, at: number): Pick<Person, 'background' | 'answers'>;
};

function made({ offices, instrument, sheetOf }: Made): InventedProvince {
  return {
    seed: 0,
    kind: 'imported',
    instrument,
    parts: [{ instrument, from: 0 }],
    offices,
    peopleOf: (office, count) =>
      Array.from({ length: count }, (_, at) => ({ office, ...sheetOf(office, at) })),
  };
}

/** The instrument of some invented province that asks two questions of two and three options, and its items. */
function smallInstrument() {
  for (let seed = 1; ; seed += 1) {
    const { instrument } = inventProvince(seed, 'imported');
    const [first, second] = instrument.demographics;
    if (instrument.demographics.length !== 2 || first?.options.length !== 2 || second?.options.length !== 3)
      continue;
    return { instrument, items: instrument.dimensions.flatMap(({ items }) => items) };
  }
}

/** In an office of 24 twelve are women and thirteen experts: all women, and one man. */
export function womenAndExperts(): InventedProvince {
  const { instrument, items } = smallInstrument();
  const [sex, post] = instrument.demographics.map(({ options }) => options.map(({ id }) => id));
  return made({
    instrument,
    offices: [
      { code: 'o0', parent: null, people: 60 },
      { code: 'o1', parent: 'o0', people: 24 },
    ],
    sheetOf: (office, at) => ({
      background:
        office === 'o0'
          ? [sex![at % 2]!, post![Math.floor(at / 2) % 3]!]
          : [sex![at < 12 ? 0 : 1]!, post![at < 13 ? 0 : 1]!],
      answers: items.map((_, item) => 1 + ((at * 7 + item * 3) % 5)),
    }),
  });
}

/** A governorate: ten or more at one end, which would be a bound, and three offices of four, four and three, where everybody chose the middle. */
export function boundedBesideHidden(end: 1 | 5, size: number): InventedProvince {
  const { instrument, items } = smallInstrument();
  return made({
    instrument,
    offices: [
      { code: 'o0', parent: null, people: 40 },
      { code: 'o1', parent: 'o0', people: size },
      { code: 'o2', parent: 'o1', people: 4 },
      { code: 'o3', parent: 'o1', people: 4 },
      { code: 'o4', parent: 'o1', people: 3 },
    ],
    sheetOf: (office, at) => ({
      background: instrument.demographics.map(({ options }) => options[at % options.length]!.id),
      answers: items.map((_, item) => {
        if (office === 'o0') return 1 + ((at * 7 + item * 3) % 5);
        return office === 'o1' && at > 0 ? end : 3;
      }),
    }),
  });
}
