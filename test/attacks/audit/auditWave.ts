/** One wave audited: what follows exactly, what bounds give away, what linear programmes leave. */
import { besideBounds, type NarrowPart } from './boundedOffices.ts';
import type { InstrumentPart, InventedProvince, Person } from './inventedProvince.ts';
import { linearRanges, type NarrowGroup } from './linearRanges.ts';
import { type AuditedMeasure, auditedMeasures } from './measures.ts';
import type { Documents } from './publishedDocuments.ts';
import { type ShownRow, type ShownRows, shownRows } from './shownRows.ts';
import { type KnownPeople, knownPeople } from './smallestGroups.ts';
import { type SolvedGroup, solvedGroups } from './smallGroups.ts';

/** What the attacker reads besides whole groups, each kind with all before it. */
export const readings = ['one question', 'all questions', 'other sides', 'open data'] as const;
export type Reading = (typeof readings)[number];

export interface SolvedValue {
  measure: string;
  people: number;
  /** The least reading that it follows from. */
  reading: Reading;
  /** The people in words, and the rows that it was computed from. */
  name: string;
  from: string;
  /** What was computed less what is true, in sums of points. */
  error: number;
}

export interface WaveAudit {
  seed: number;
  kind: InventedProvince['kind'];
  solved: SolvedValue[];
  besideBounds: NarrowPart[];
  ranges: NarrowGroup[];
  shown: { rows: number; breakdowns: number; bounds: number };
}

export interface Auditing {
  province: InventedProvince;
  /** Of which the documents are, and the answers of the people; they are known by the questions of all. */
  part: InstrumentPart;
  people: readonly Person[];
  documents: Documents;
  /** Targets of linear programmes at most. */
  most: number;
}

export async function auditWave({ province, part, people, documents, most }: Auditing): Promise<WaveAudit> {
  const { instrument, seed, kind } = province;
  const measures = auditedMeasures(part.instrument);
  const known = knownPeople(documents, instrument, people);
  const shown = shownRows(documents, known, measures);
  const minimum = documents.reports[0]!.minimum;
  const isComplete = people.every(({ answers }) => !answers.includes(null));
  return {
    seed,
    kind,
    solved: measures.flatMap((measure) => solvedOf(measure, shown, known, minimum)),
    besideBounds: besideBounds(shown, known, measures),
    ranges: isComplete ? await linearRanges(shown, known, measures, { minimum, most }) : [],
    shown: {
      rows: shown.rows.length,
      breakdowns: shown.rows.filter(({ source }) => source === 'breakdown').length,
      bounds: shown.bounds.length,
    },
  };
}

/** Persons of each smallest group with a score, and the sums of their scores. */
function truthOf({ groups }: KnownPeople, measure: AuditedMeasure) {
  const scores = groups.map(({ people }) =>
    people.map(({ answers }) => measure.score(answers)).filter((score) => score !== null),
  );
  return {
    counts: scores.map(({ length }) => length),
    sums: scores.map((list) => list.reduce((sum, score) => sum + score, 0)),
  };
}

function solvedOf(
  measure: AuditedMeasure,
  { rows }: ShownRows,
  known: KnownPeople,
  minimum: number,
): SolvedValue[] {
  const { counts, sums } = truthOf(known, measure);
  const ours = distinctRows(rows.filter((row) => row.measure === measure.id && isExact(row, measure)));
  const found = new Map<string, SolvedValue>();
  const look = (reading: Reading, some: readonly ShownRow[]) => {
    for (const [name, solved] of solvedGroups(some, counts, minimum))
      if (!found.has(name)) found.set(name, solvedValue(solved, some, reading, measure, known, sums, counts));
  };
  const totals = ours.filter(({ source }) => source === 'total');
  const breakdowns = ours.filter(({ source }) => source === 'breakdown');
  for (const { id } of known.questions)
    look('one question', [...totals, ...breakdowns.filter(({ question }) => question === id)]);
  look('all questions', [...totals, ...breakdowns]);
  look(
    'other sides',
    ours.filter(({ source }) => source !== 'openData'),
  );
  look('open data', ours);
  return [...found.values()];
}

/** A mean in whole points of few people is exact where whole answers leave one sum. */
const isExact = ({ isRounded, n }: ShownRow, { unit }: AuditedMeasure) => !isRounded || n < unit;

function distinctRows(rows: readonly ShownRow[]): ShownRow[] {
  return [...new Map(rows.map((row) => [`${row.source} ${row.groups.join(' ')}`, row] as const)).values()];
}

function solvedValue(
  { terms, people, from }: SolvedGroup,
  rows: readonly ShownRow[],
  reading: Reading,
  measure: AuditedMeasure,
  { groups }: KnownPeople,
  sums: readonly number[],
  counts: readonly number[],
): SolvedValue {
  const truth = terms.reduce((sum, { group, coefficient }) => sum + coefficient * sums[group]!, 0);
  const headsOf = (row: ShownRow) => row.groups.reduce((sum, group) => sum + counts[group]!, 0);
  const sumOf = (row: ShownRow) => {
    const n = Number.isNaN(row.n) ? headsOf(row) : row.n;
    const sum = n * row.mean;
    return row.isRounded ? Math.round(sum / measure.unit) * measure.unit : sum;
  };
  const computed = from.reduce((sum, { row, coefficient }) => sum + coefficient * sumOf(rows[row]!), 0);
  return {
    measure: measure.id,
    people,
    reading,
    name: terms
      .filter(({ group }) => counts[group]! > 0)
      .map(({ group, coefficient }) => {
        const { unit, background } = groups[group]!;
        return `${coefficient === 1 ? '' : `${coefficient}·`}${counts[group]} of ${background.join('/')} in ${unit}`;
      })
      .join(' + '),
    from: from.map(({ row, coefficient }) => `${coefficient}·(${rows[row]!.name})`).join(' '),
    error: computed - truth,
  };
}
