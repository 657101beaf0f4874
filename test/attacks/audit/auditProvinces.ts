/** Many invented provinces, published and audited one after another, and what was found in all of them. */
import { emptyStore } from '../../support/testStore.ts';
import { auditWave, type Reading, readings, type WaveAudit } from './auditWave.ts';
import {
  type InstrumentPart,
  type InventedProvince,
  inventProvince,
  type Person,
} from './inventedProvince.ts';
import { publishedDocuments } from './publishedDocuments.ts';
import { publishProvince } from './publishProvince.ts';

/** `most`: targets of linear programmes. The store is emptied before. */
export async function auditProvince(province: InventedProvince, most: number): Promise<WaveAudit> {
  await emptyStore();
  const { wave, people } = await publishProvince(province);
  const audits: WaveAudit[] = [];
  for (const part of province.parts) {
    const documents = await publishedDocuments(wave, part.instrument.id);
    audits.push(await auditWave({ province, part, people: answersTo(part, people), documents, most }));
  }
  return {
    ...audits[0]!,
    solved: audits.flatMap(({ solved }) => solved),
    besideBounds: audits.flatMap((each) => each.besideBounds),
    ranges: audits.flatMap(({ ranges }) => ranges),
    shown: {
      rows: sumOf(audits.map(({ shown }) => shown.rows)),
      breakdowns: sumOf(audits.map(({ shown }) => shown.breakdowns)),
      bounds: sumOf(audits.map(({ shown }) => shown.bounds)),
    },
  };
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

/** The same people, with what they answered to one of the instruments. */
function answersTo({ instrument, from }: InstrumentPart, people: readonly Person[]): Person[] {
  const count = sumOf(instrument.dimensions.map(({ items }) => items.length));
  return people.map((person) => ({ ...person, answers: person.answers.slice(from, from + count) }));
}

/** Every third one was launched, the others imported. */
export function inventedProvinces(from: number, count: number): InventedProvince[] {
  return Array.from({ length: count }, (_, at) =>
    inventProvince(from + at, at % 3 === 2 ? 'launched' : 'imported'),
  );
}

/** Points of 0..100 that a hidden mean must be left. */
export const leastRange = 20;

export interface Findings {
  waves: number;
  /** Groups of fewer people than the minimum, exact values about them, and waves with any, by what must be read for it. */
  exact: Record<Reading, { groups: number; values: number; waves: number }>;
  /** Exact values that are not the true ones: what the attacker got wrong. */
  wrong: number;
  /** Offices beside a bound that are known to a point; those below the minimum known to less than 20 points. */
  besideBounds: { certain: number; narrow: number };
  /** Small groups and measures that were looked at, and those narrower than 20 points and than any single mean leaves them. */
  ranges: { tried: number; narrow: number };
  examples: string[];
}

const isNarrow = ({ low, high }: { low: number; high: number }) => high - low < leastRange - 0.01;

export function findingsOf(audits: readonly WaveAudit[], minimum = 5): Findings {
  const solvedBy = (audit: WaveAudit, reading: Reading) =>
    audit.solved.filter((each) => each.reading === reading);
  const exact = Object.fromEntries(
    readings.map((reading) => {
      const found = audits.map((audit) => solvedBy(audit, reading));
      return [
        reading,
        {
          groups: found.reduce((sum, list) => sum + new Set(list.map(({ name }) => name)).size, 0),
          values: found.flat().length,
          waves: found.filter((list) => list.length > 0).length,
        },
      ];
    }),
  ) as Findings['exact'];
  const beside = audits.flatMap((audit) => audit.besideBounds);
  const ranges = audits.flatMap((audit) => audit.ranges);
  const narrow = ranges.filter((each) => isNarrow(each) && each.high - each.low < each.alone - 0.01);
  const certain = beside.filter(({ low, high }) => high - low < 1);
  return {
    waves: audits.length,
    exact,
    wrong: audits.flatMap(({ solved }) => solved).filter(({ error }) => Math.abs(error) > 1e-3).length,
    besideBounds: {
      certain: certain.length,
      narrow: beside.filter((each) => each.people < minimum && isNarrow(each)).length,
    },
    ranges: { tried: ranges.length, narrow: narrow.length },
    examples: [
      ...audits.flatMap(({ seed, kind, solved }) =>
        solved.slice(0, 1).map((each) => `${kind} ${seed}: ${each.measure} of ${each.name} = ${each.from}`),
      ),
      ...certain.slice(0, 5).map(({ measure, name, people }) => `${measure} of ${people} people: ${name}`),
      ...narrow
        .slice(0, 5)
        .map(
          (each) =>
            `${each.measure} of ${each.people}: ${each.name} in ${each.low.toFixed(1)}–${each.high.toFixed(1)}`,
        ),
    ],
  };
}
