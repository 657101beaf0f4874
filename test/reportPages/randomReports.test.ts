/**
 * Reports of invented waves of every awkward kind, drawn by a seed, on every surface at once: what the page says, the comparison, the object that
 * programs get, the table and the slides must all agree with the numbers, and claim no more than their tests.
 */
import assert from 'node:assert/strict';
import { reportTableHead, reportTableLines } from '../../server/exports/reportTable.ts';
import { type Reader, readerOfLanguage } from '../../server/i18n/reader.ts';
import type { Instrument } from '../../server/instruments/instrument.ts';
import { kitOffice } from '../../server/kit/kitOffice.ts';
import type { OfficeReading } from '../../server/kit/officeReading.ts';
import { officeSlides } from '../../server/kit/slides/officeSlides.ts';
import { comparisonSentences } from '../../server/reportPages/comparisonSentences.ts';
import { presentReport } from '../../server/reportPages/presentReport.ts';
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import { groupId } from '../../server/reports/personGroups.ts';
import { reportJson } from '../../server/reports/published/reportJson.ts';
import {
  type Difference,
  isShown,
  type Report,
  type ShownDimension,
  type TestedDifference,
} from '../../server/reports/published/reportObject.ts';
import type { Wave } from '../../server/waves/wave.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from '../reports/smallWave.ts';
import { assertFinite } from '../reports/supportReports.ts';
import { keysIn, marked } from './markedReader.ts';

const en = readerOfLanguage('en');
const dimensions = { trust: ['t1', '-t2', 't3'], pay: ['p1', 'p2'], pride: ['r1', 'r2', 'r3'] };

function drawer(seed: number) {
  let state = seed;
  return (limit: number) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
}

/** How a person of an office answers: an opinion, and how far each item strays from it. */
interface Kind {
  ideal: number | null;
  sizes: readonly number[];
  answers(draw: (limit: number) => number, office: number): number[];
}

const clamp = (value: number) => Math.min(5, Math.max(1, value));
/** In the favourable direction; the second item is asked the other way round. */
const keyed = (scores: number[]): Answer[] => scores.map((score, i) => (i === 1 ? 6 - score : score));
const eight = (one: (item: number) => number) => Array.from({ length: 8 }, (_, item) => clamp(one(item)));

const kinds: Record<string, Kind> = {
  noise: { ideal: 80, sizes: [40, 30, 25], answers: (draw) => eight(() => 1 + draw(5)) },
  negative: {
    ideal: 80,
    sizes: [60, 40, 50],
    answers: (draw) => {
      const mood = 1 + draw(5);
      return eight((item) => (item < 3 ? 6 - mood : mood) + draw(2));
    },
  },
  noIdeal: { ideal: null, sizes: [40, 30, 12], answers: (draw, office) => eight(() => 1 + office + draw(3)) },
  aboveIdeal: { ideal: 40, sizes: [40, 30, 25], answers: (draw) => eight(() => 4 + draw(2)) },
  alikeOffices: {
    ideal: 80,
    sizes: [10, 40, 40],
    answers: (draw) => eight((item) => 1 + ((draw(5) + item) % 5)),
  },
  oneOffice: { ideal: 80, sizes: [50], answers: (draw) => eight(() => 2 + draw(3)) },
  ties: { ideal: 80, sizes: [40, 40, 40], answers: () => [1, 5, 3, 2, 4, 1, 5, 3] },
  allEqual: { ideal: 80, sizes: [30, 30, 30], answers: () => eight(() => 3) },
  atMinimum: {
    ideal: 80,
    sizes: [10, 5, 9, 11, 4],
    answers: (draw, office) => eight(() => 1 + office + draw(3)),
  },
  nearEdge: {
    ideal: 62,
    sizes: [45, 45, 45],
    answers: (draw, office) => eight(() => 3 + draw(2) - (office === 1 && draw(4) === 0 ? 1 : 0)),
  },
};

function drawnWave(kind: Kind, seed: number) {
  const draw = drawer(seed);
  const asked = { ...instrument({ dimensions, outcome: 'pride' }), ideal: kind.ideal };
  const offices: Record<string, SmallOffice> = Object.fromEntries(
    kind.sizes.map((n, office) => [
      `o${office}`,
      {
        ...(office > 0 && { parent: 'o0' }),
        headcount: n + draw(2 * n),
        answers: Array.from({ length: n }, () => keyed(kind.answers(draw, office))),
      },
    ]),
  );
  return { asked, tallied: smallWave([asked], offices) };
}

const tested = (difference: Difference | undefined): difference is TestedDifference =>
  difference !== undefined && 'mark' in difference;

/** What is wrong with a difference in itself: verdict, mark, sign, test. */
function faultsOf(difference: Difference): string[] {
  if (!tested(difference)) return [];
  const { mark, verdict, difference: points, pAdjusted, ci95 } = difference;
  const isSignificant = pAdjusted !== null && pAdjusted < 0.05;
  const sign = (points ?? 0) > 0 ? 'higher' : 'lower';
  return [
    mark === 'higher' || mark === 'lower'
      ? isSignificant && mark === sign
      : mark === 'notTested' || !isSignificant,
    (mark === 'notTested') === (verdict === null),
    verdict !== 'different' || (mark === sign && ci95 !== null && ci95[0] * ci95[1] > 0),
    verdict !== 'same' || Math.abs(points ?? 9) < 5,
  ].flatMap((holds, rule) => (holds ? [] : [`rule ${rule}: ${JSON.stringify(difference)}`]));
}

interface Made {
  wave: Wave;
  asked: Instrument;
  report: Report;
  more: never;
}

/** `⟦key⟧(value|value)` of the marked reader. */
const saidOf = (sentences: readonly string[], key: string) =>
  sentences
    .flatMap((one) => [
      ...one.matchAll(new RegExp(`⟦reports:${key.replaceAll('.', '\\.')}⟧\\(([^()]*)`, 'g')),
    ])
    .map(([, values]) => values ?? '');

function pageFaults({ wave, asked, report, more }: Made): string[] {
  const part = report.instruments[0]!;
  const page = presentReport({ report, more }, wave, [], marked);
  const [section] = page.sections;
  if (!section || !('index' in section) || !isShown(part.index)) return [];
  const { index } = part;
  const said = keysIn(section);
  const sentences = section.sentences;
  const shown = part.dimensions.filter((one): one is ShownDimension => isShown(one));
  const faults: string[] = shown.flatMap(({ versus }) => Object.values(versus).flatMap(faultsOf));
  const require = (holds: boolean, what: string) => {
    if (!holds) faults.push(`${report.office} ${report.scope}: ${what}`);
  };
  for (const side of ['province', 'previous'] as const)
    for (const [word, sign] of [
      ['higher', 1],
      ['lower', -1],
    ] as const) {
      const held = shown.filter(({ versus }) => {
        const one = versus[side];
        return tested(one) && one.verdict === 'different' && sign * (one.difference ?? 0) > 0;
      });
      const counts = saidOf(sentences, `summary.${side}.${word}`).map((values) =>
        Number(values.split('|')[0]),
      );
      require(counts.every(
        (count) => count === held.length,
      ), `${word} is said of ${counts}, tests hold ${held.length}`);
      require(held.length === 0 ||
        counts.length > 0 ||
        index.ci95 === null, `${word} is held by tests and not said`);
    }
  if (asked.ideal === null)
    require(![...said].some(
      (key) => /ideal|Ideal\b|reached/.test(key) && !/Without/.test(key),
    ), `speaks of an ideal: ${[...said].filter((key) => /ideal/i.test(key))}`);
  if (Array.isArray(index.ci95) && asked.ideal !== null) {
    require(said.has('summary.ideal.reached') === index.ci95[0] >= asked.ideal - 1e-9, 'reached');
    require(said.has('summary.ideal.below') === index.ci95[1] < asked.ideal - 1e-9, 'below');
  }
  const advice = (
    more as {
      instruments?: {
        advice: { reason: string | null; dimensions: { leads: boolean; direction: string }[] } | null;
      }[];
    } | null
  )?.instruments?.[0]?.advice;
  if ([...said].some((key) => /^priorities\.driver/.test(key)))
    require(Boolean(
      advice &&
        advice.reason === null &&
        advice.dimensions.some(({ leads, direction }) => leads && direction === 'with'),
    ), 'advises from drivers that no test carries');
  for (const row of section.dimensions.rows) {
    const one = shown.find(({ id }) => id === row.id)!;
    const kind = tested(one.versus.province) ? row.province.kind : 'unavailable';
    const { province } = one.versus;
    const expected = !tested(province)
      ? 'unavailable'
      : province.verdict === null
        ? 'notTested'
        : province.verdict !== 'different'
          ? province.verdict
          : (province.difference ?? 0) > 0
            ? 'higher'
            : 'lower';
    require(kind === expected, `${row.id} is drawn ${kind} and is ${expected}`);
  }
  return faults;
}

/** The same numbers in sentence, table, object, file and slide. */
function surfaceFaults({ wave, report, more }: Made, reader: Reader): string[] {
  const part = report.instruments[0]!;
  const faults: string[] = [];
  const page = presentReport({ report, more }, wave, [], reader);
  const [section] = page.sections;
  const json = reportJson(report);
  assertFinite(json);
  const text = JSON.stringify([page, json]);
  if (/NaN|Infinity|undefined|\{\{/.test(text)) faults.push(`${report.office}: a broken number or text`);
  for (const { icc1, icc2 } of Object.values(part.aggregation))
    if ((icc1 === null || icc1 <= 0) && icc2 !== null) faults.push(`ICC(2) ${icc2} of ICC(1) ${icc1}`);
  for (const one of part.dimensions)
    if (isShown(one) && one.reliability && isShown(one.reliability)) {
      const { omega } = one.reliability;
      if (omega !== null && !(omega >= 0 && omega <= 1)) faults.push(`omega ${omega}`);
    }
  const heads = reportTableHead.trim().split(',');
  const lines = reportTableLines(wave, report)
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const column = (name: string) => heads.findIndex((head) => head.replace('\ufeff', '') === name);
  for (const one of part.dimensions) {
    const line = lines.find(
      (cells) => cells[column('kind')] === 'dimension' && cells[column('measure')] === one.id,
    );
    const mean = isShown(one) && one.mean !== null ? one.mean : null;
    const written = line?.[column('mean')] ?? '';
    if (mean === null ? written !== '' : Math.abs(Number(written) - mean) > 1e-6)
      faults.push(`${one.id}: ${written} in the file, ${mean} in the object`);
  }
  if (!section || !('index' in section) || !isShown(part.index)) return faults;
  const [first = ''] = section.sentences;
  if (part.index.mean !== null && !first.includes(section.index.mean))
    faults.push(`«${first}» without ${section.index.mean}`);
  const reading = {
    wave,
    office: report.office,
    name: report.office,
    scope: report.scope,
    group: '',
    plans: [],
    report,
    extras: more,
    page: { page, waveLine: '', children: null },
  };
  const slides = JSON.stringify(
    officeSlides(
      reading as unknown as OfficeReading,
      kitOffice(reading as unknown as OfficeReading, reader),
      reader,
    ),
  );
  for (const row of section.dimensions.rows) {
    if (!slides.includes(row.mean)) faults.push(`no slide has ${row.title} ${row.mean}`);
    if (section.dimensions.columns.province && row.province.value && !slides.includes(row.province.value))
      faults.push(`no slide has ${row.province.value}`);
  }
  if (!slides.includes(first.replaceAll('**', '').slice(0, 40)))
    faults.push('the first sentence is on no slide');
  return faults;
}

describe('reports of any wave, on every surface', () => {
  for (const [name, kind] of Object.entries(kinds))
    it(`of the kind ${name} claim no more than their tests, and the same everywhere`, () => {
      for (const seed of [7, 1234, 99_991]) {
        const { asked, tallied } = drawnWave(kind, seed);
        const { reports, extras, comparisons } = buildWaveReports({ current: tallied, previous: null });
        assert.ok(reports.length > 0);
        const wave = {
          ...tallied.wave,
          title: 'x',
          opensAt: null,
          closesAt: null,
          closedAt: null,
          headcountCorrections: [],
          releasedTo: ['managers'],
          audiences: ['managers'],
        } as unknown as Wave;
        for (const report of reports) {
          const more = (extras.get(groupId(report.scope, report.office)) ?? null) as never;
          const made = { wave, asked, report, more };
          assert.deepEqual([...pageFaults(made), ...surfaceFaults(made, en)], [], `${name} ${seed}`);
        }
        for (const { rows } of comparisons) {
          const [found = ''] = comparisonSentences(rows, asked, marked);
          const [higher, lower] = (/finding⟧\(([^)]*)/.exec(found)?.[1] ?? '').split('|').map(Number);
          const held = (sign: number) =>
            rows.filter(
              ({ index }) =>
                isShown(index) &&
                tested(index.versus.province) &&
                index.versus.province.verdict === 'different' &&
                sign * (index.versus.province.difference ?? 0) > 0,
            ).length;
          assert.deepEqual([higher, lower], [held(1), held(-1)], `${name} ${seed}`);
        }
      }
    });
});
