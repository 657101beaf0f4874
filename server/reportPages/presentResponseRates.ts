/**
 * Who is missing: the response rate by level of office, and the offices with the lowest rates. Sums include only offices whose
 * responses are shown, so that no sum reveals a hidden one; the page says how many are left out.
 */
import type { Reader } from '../i18n/reader.ts';
import { officeTree } from '../offices/officeTree.ts';
import type { ComparedRow } from '../reports/making/comparison/compareOffices.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';

const maxNamed = 5;

interface Known {
  office: string;
  level: string;
  headcount: number;
  responses: number;
}

/** `rows` are own staff; `root` is the office whose subtree is shown. null unless two offices have a headcount. */
export function presentResponseRates(rows: readonly ComparedRow[], wave: Wave, root: string, reader: Reader) {
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
  const hidden = inside.filter((row) => !row.rolledUpTo && row.headcount).length - known.length;
  const lowest = [...known].sort((a, b) => rateOf(a) - rateOf(b)).filter((one) => rateOf(one) < rateOf(all));
  return {
    title: title(strata, all, reader),
    strata: strata.map(({ level, offices }) => {
      const { headcount, responses } = totals(offices);
      return {
        level: t(`reports:response.${level}`),
        offices: f.number(offices.length),
        headcount: f.number(headcount),
        responses: f.number(responses),
        rate: f.percent(responses / headcount),
        ofStaff: f.percent(headcount / all.headcount),
        ofAnswers: f.percent(responses / all.responses),
      };
    }),
    lowest:
      lowest.length === 0
        ? ''
        : t('reports:response.lowest', {
            offices: f.list(
              lowest
                .slice(0, maxNamed)
                .map((one) => `${nameInWave(wave, one.office, reader)} (${f.percent(rateOf(one))})`),
            ),
          }),
    hidden: hidden === 0 ? '' : t('reports:response.hidden', { count: hidden }),
  };
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

const rateOf = ({ headcount, responses }: Pick<Known, 'headcount' | 'responses'>) => responses / headcount;

/** From the highest office down, the groups of small offices last. */
function levelsIn({ offices }: Wave): string[] {
  const inOrder = officeTree(offices).inOrder();
  const byDepth = [...inOrder].sort((a, b) => a.depth - b.depth).map(({ office }) => office.level);
  return [...new Set<string>(byDepth), 'group'];
}

/** The level with the lowest rate; where there is one level only, the rate of all. */
function title(
  strata: readonly { level: string; offices: readonly Known[] }[],
  all: { headcount: number; responses: number },
  { t, f }: Reader,
): string {
  const rated = strata.map(({ level, offices }) => ({ level, rate: rateOf(totals(offices)) }));
  const [lowest] = [...rated].sort((a, b) => a.rate - b.rate);
  if (!lowest || rated.length < 2) return t('reports:response.all', { rate: f.percent(rateOf(all)) });
  return t('reports:response.title', {
    level: t(`reports:response.${lowest.level}`),
    rate: f.percent(lowest.rate),
    all: f.percent(rateOf(all)),
  });
}
