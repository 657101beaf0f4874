/**
 * Who is missing: the response rate by level of office, and the offices with the lowest rates. Sums include only offices whose
 * responses are shown, so that no sum reveals a hidden one; the page says how many are left out.
 */
import type { Reader } from '../i18n/reader.ts';
import type { Levels } from '../offices/levels/level.ts';
import { officeTree } from '../offices/officeTree.ts';
import type { ComparedRow } from '../reports/making/comparison/compareOffices.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import type { Wave } from '../waves/wave.ts';
import { percents } from './clearEnds.ts';

const maxNamed = 5;

interface Known {
  office: string;
  level: string;
  headcount: number;
  responses: number;
}

interface Asked {
  /** The office whose subtree is shown. */
  root: string;
  levels: Levels;
}

/** `rows` are own staff. null unless two offices have a headcount. */
export function presentResponseRates(
  rows: readonly ComparedRow[],
  wave: Wave,
  { root, levels }: Asked,
  reader: Reader,
) {
  const { t, f } = reader;
  const codes = new Set(
    officeTree(wave.offices)
      .subtree(root)
      .map(({ code }) => code),
  );
  const unitOf = new Map(wave.units.map((unit) => [unit.code, unit.offices]));
  const inside = rows.filter(({ office }) => codes.has(unitOf.get(office)?.[0] ?? office));
  const known = inside.flatMap(({ office, level, headcount, responses }): Known[] =>
    headcount && typeof responses === 'number' && responses <= headcount
      ? [{ office, level: level ?? 'group', headcount, responses }]
      : [],
  );
  if (known.length < 2) return null;
  const all = totals(known);
  const strata = levelsIn(wave)
    .map((level) => ({ level, offices: known.filter((one) => one.level === level) }))
    .filter(({ offices }) => offices.length > 0);
  const nameOf = (level: string) => levelName(level, wave, levels, reader);
  const hidden = inside.filter((row) => !row.rolledUpTo && row.headcount).length - known.length;
  return {
    title: title(strata, all, nameOf, reader),
    strata: strata.map(({ level, offices }) => {
      const { headcount, responses } = totals(offices);
      return {
        level: nameOf(level),
        offices: f.number(offices.length),
        headcount: f.number(headcount),
        responses: f.number(responses),
        rate: f.percent(responses / headcount),
        ofStaff: f.percent(headcount / all.headcount),
        ofAnswers: f.percent(responses / all.responses),
      };
    }),
    lowest: lowestRates(known, all, wave, reader),
    hidden: hidden === 0 ? '' : t('reports:response.hidden', { count: hidden }),
  };
}

/** Those whose rate is lower than that of all; no more than are named, and none of several that have the same where not all of them are. */
function lowestRates(known: readonly Known[], all: Rate, wave: Wave, reader: Reader): string {
  const { t, f } = reader;
  const shown = (one: Rate) => percents(rateOf(one));
  const low = known.filter((one) => shown(one) < shown(all)).sort((a, b) => rateOf(a) - rateOf(b));
  const next = low[maxNamed];
  const named = low.slice(0, maxNamed).filter((one) => !next || shown(one) < shown(next));
  if (named.length === 0) return '';
  const offices = named.map((one) => `${nameInWave(wave, one.office, reader)} (${f.percent(rateOf(one))})`);
  return t('reports:response.lowest', { offices: f.list(offices) });
}

function totals(offices: readonly Known[]) {
  return offices.reduce(
    (sum, { headcount, responses }) => ({
      headcount: sum.headcount + headcount,
      responses: sum.responses + responses,
    }),
    { headcount: 0, responses: 0 },
  );
}

type Rate = Pick<Known, 'headcount' | 'responses'>;
const rateOf = ({ headcount, responses }: Rate) => responses / headcount;

/** From the highest office down, the groups of small offices last. */
function levelsIn({ offices }: Wave): string[] {
  const inOrder = officeTree(offices).inOrder();
  const byDepth = [...inOrder].sort((a, b) => a.depth - b.depth).map(({ office }) => office.level);
  return [...new Set<string>(byDepth), 'group'];
}

/** The highest office stands alone on its level, as a rule: it is named, and a province by its headquarters. */
function levelName(level: string, wave: Wave, levels: Levels, reader: Reader): string {
  const { t, lang } = reader;
  if (level === 'group') return t('reports:response.group');
  const [only, ...others] = wave.offices.filter((office) => office.level === level);
  if (!only || others.length > 0 || only.code !== rootOffice(wave)) return levels.plural(level, lang);
  return level === 'province' ? t('reports:response.province') : nameInWave(wave, only.code, reader);
}

/** The level with the lowest rate; where there is one level only, or none stands apart, the rate of all. */
function title(
  strata: readonly { level: string; offices: readonly Known[] }[],
  all: { headcount: number; responses: number },
  nameOf: (level: string) => string,
  { t, f }: Reader,
): string {
  const rated = strata.map(({ level, offices }) => ({ level, rate: rateOf(totals(offices)) }));
  const [lowest, next] = [...rated].sort((a, b) => a.rate - b.rate);
  if (!lowest || !next || percents(lowest.rate) === percents(next.rate))
    return t('reports:response.all', { rate: f.percent(rateOf(all)) });
  return t('reports:response.title', {
    level: nameOf(lowest.level),
    rate: f.percent(lowest.rate),
    all: f.percent(rateOf(all)),
  });
}
